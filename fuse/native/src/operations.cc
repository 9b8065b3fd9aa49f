/*
 * The kernel's requests, one function each. JavaScript answers requests for changes on a writable mount; on a read-only
 * mount they are refused here with EROFS.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "session.h"

namespace descant {

struct Operations {
  static Session& of(fuse_req_t request) { return *static_cast<Session*>(fuse_req_userdata(request)); }

  static Request asking(fuse_req_t request, Question question, uint64_t node, const char* name = "") {
    Request asked;
    asked.question = question;
    asked.request = request;
    asked.node = node;
    asked.name = name;
    asked.pid = fuse_req_ctx(request)->pid;
    return asked;
  }

  static void ask(fuse_req_t request, Question question, uint64_t node, const char* name = "") {
    of(request).ask(asking(request, question, node, name));
  }

  static void init(void*, fuse_conn_info* connection) {
    // A node's content never changes, so the kernel need not compare times and sizes to keep its pages.
    connection->want &= ~FUSE_CAP_AUTO_INVAL_DATA;
    const unsigned wanted = FUSE_CAP_SPLICE_WRITE | FUSE_CAP_SPLICE_MOVE | FUSE_CAP_READDIRPLUS |
                            FUSE_CAP_READDIRPLUS_AUTO | FUSE_CAP_PARALLEL_DIROPS | FUSE_CAP_ASYNC_READ |
                            FUSE_CAP_EXPLICIT_INVAL_DATA;
    connection->want |= wanted & connection->capable;
  }

  static void lookup(fuse_req_t request, fuse_ino_t parent, const char* name) {
    std::shared_ptr<Listing> listing = of(request).listings_.get(parent);
    const Listing::Entry* entry = listing == nullptr ? nullptr : listing->find(name);
    if (entry != nullptr) of(request).replyKnown(request, entry->attributes);
    else ask(request, Question::Lookup, parent, name);
  }

  static void forget(fuse_req_t request, fuse_ino_t node, uint64_t times) {
    of(request).forget(node, times);
    fuse_reply_none(request);
  }

  static void forgetMulti(fuse_req_t request, size_t count, fuse_forget_data* forgets) {
    for (size_t index = 0; index < count; ++index) of(request).forget(forgets[index].ino, forgets[index].nlookup);
    fuse_reply_none(request);
  }

  static void getattr(fuse_req_t request, fuse_ino_t node, fuse_file_info*) {
    Attributes attributes;
    if (of(request).nodes_.attributes(node, attributes)) {
      struct stat facts = Session::statOf(attributes);
      fuse_reply_attr(request, &facts, Session::kNoExpiry);
    } else {
      ask(request, Question::Attributes, node);
    }
  }

  static void access(fuse_req_t request, fuse_ino_t, int mask) {
    fuse_reply_err(request, (mask & W_OK) != 0 && !of(request).writable_ ? EROFS : 0);
  }

  static void open(fuse_req_t request, fuse_ino_t node, fuse_file_info* file) {
    const bool writes = (file->flags & O_ACCMODE) != O_RDONLY || (file->flags & O_TRUNC) != 0;
    if (writes && !of(request).writable_) {
      fuse_reply_err(request, EROFS);
      return;
    }
    std::shared_ptr<Plan> plan = writes ? nullptr : of(request).nodes_.plan(node);
    if (plan != nullptr && !plan->diverted()) {
      of(request).openWith(request, node, *file, plan, false);
      return;
    }
    Request asked = asking(request, Question::Open, node);
    asked.number = file->flags;
    asked.file = *file;
    of(request).ask(std::move(asked));
  }

  static void read(fuse_req_t request, fuse_ino_t node, size_t size, off_t offset, fuse_file_info* file) {
    of(request).read(request, node, size, offset, file);
  }

  static void release(fuse_req_t request, fuse_ino_t node, fuse_file_info* file) {
    auto* handle = reinterpret_cast<FileHandle*>(file->fh);
    if (handle->watched) {
      Request told = asking(request, Question::Release, node);
      told.request = nullptr;
      told.number = file->flags;
      of(request).ask(std::move(told));
    }
    if (handle->plan != nullptr) handle->plan->release();
    delete handle;
    fuse_reply_err(request, 0);
  }

  /* Directories need no handle: cookies say where reading goes on. After ENOSYS the kernel opens and closes none. */
  static void opendir(fuse_req_t request, fuse_ino_t, fuse_file_info*) { fuse_reply_err(request, ENOSYS); }

  static void list(fuse_req_t request, fuse_ino_t node, size_t size, off_t offset, bool plus) {
    std::shared_ptr<Listing> listing = of(request).listings_.get(node);
    if (listing != nullptr) {
      of(request).sendListing(request, *listing, size, offset, plus);
      return;
    }
    Request asked = asking(request, Question::List, node);
    asked.size = size;
    asked.offset = offset;
    asked.plus = plus;
    of(request).ask(std::move(asked));
  }

  static void readdir(fuse_req_t request, fuse_ino_t node, size_t size, off_t offset, fuse_file_info*) {
    list(request, node, size, offset, false);
  }

  static void readdirplus(fuse_req_t request, fuse_ino_t node, size_t size, off_t offset, fuse_file_info*) {
    list(request, node, size, offset, true);
  }

  static void statfs(fuse_req_t request, fuse_ino_t) {
    struct statvfs facts;
    memset(&facts, 0, sizeof facts);
    facts.f_bsize = facts.f_frsize = 4096;
    facts.f_blocks = of(request).blocks_;
    facts.f_bfree = facts.f_bavail = of(request).free_;
    facts.f_files = of(request).files_;
    facts.f_namemax = 255;
    fuse_reply_statfs(request, &facts);
  }

  /* Operations that no mount supports. */
  static void refuse(fuse_req_t request) { fuse_reply_err(request, of(request).writable_ ? EPERM : EROFS); }
  static void mknod(fuse_req_t request, fuse_ino_t, const char*, mode_t, dev_t) { refuse(request); }
  static void symlink(fuse_req_t request, const char*, fuse_ino_t, const char*) { refuse(request); }
  static void link(fuse_req_t request, fuse_ino_t, fuse_ino_t, const char*) { refuse(request); }
  static void setxattr(fuse_req_t request, fuse_ino_t, const char*, const char*, size_t, int) {
    fuse_reply_err(request, of(request).writable_ ? ENOTSUP : EROFS);
  }
  static void removexattr(fuse_req_t request, fuse_ino_t, const char*) {
    fuse_reply_err(request, of(request).writable_ ? ENOTSUP : EROFS);
  }

  /* Asks JavaScript on a writable mount; refuses on a read-only one. */
  static void askToChange(fuse_req_t request, Request asked) {
    if (of(request).writable_) of(request).ask(std::move(asked));
    else fuse_reply_err(request, EROFS);
  }

  static void setattr(fuse_req_t request, fuse_ino_t node, struct stat* wanted, int which, fuse_file_info*) {
    Request asked = asking(request, Question::Change, node);
    asked.number = (which & FUSE_SET_ATTR_SIZE) != 0 ? 1 : 0;
    asked.offset = wanted->st_size;
    askToChange(request, std::move(asked));
  }

  static void mkdir(fuse_req_t request, fuse_ino_t parent, const char* name, mode_t) {
    askToChange(request, asking(request, Question::MakeDirectory, parent, name));
  }

  static void rmdir(fuse_req_t request, fuse_ino_t parent, const char* name) {
    askToChange(request, asking(request, Question::RemoveDirectory, parent, name));
  }

  static void unlink(fuse_req_t request, fuse_ino_t parent, const char* name) {
    askToChange(request, asking(request, Question::Unlink, parent, name));
  }

  static void rename(fuse_req_t request, fuse_ino_t parent, const char* name, fuse_ino_t target, const char* targetName,
                     unsigned flags) {
    Request asked = asking(request, Question::Rename, parent, name);
    asked.target = target;
    asked.targetName = targetName;
    asked.number = static_cast<int>(flags);
    askToChange(request, std::move(asked));
  }

  static void create(fuse_req_t request, fuse_ino_t parent, const char* name, mode_t, fuse_file_info* file) {
    Request asked = asking(request, Question::Create, parent, name);
    asked.number = file->flags;
    asked.file = *file;
    askToChange(request, std::move(asked));
  }

  static void write(fuse_req_t request, fuse_ino_t node, const char* data, size_t size, off_t offset, fuse_file_info*) {
    Request asked = asking(request, Question::Write, node);
    asked.data.assign(data, data + size);
    asked.offset = offset;
    askToChange(request, std::move(asked));
  }

  static void flush(fuse_req_t request, fuse_ino_t node, fuse_file_info* file) {
    if (reinterpret_cast<FileHandle*>(file->fh)->watched) ask(request, Question::Flush, node);
    else fuse_reply_err(request, 0);
  }

  static void fsync(fuse_req_t request, fuse_ino_t node, int, fuse_file_info* file) { flush(request, node, file); }

  static fuse_lowlevel_ops table() {
    fuse_lowlevel_ops operations;
    memset(&operations, 0, sizeof operations);
    operations.init = init;
    operations.lookup = lookup;
    operations.forget = forget;
    operations.forget_multi = forgetMulti;
    operations.getattr = getattr;
    operations.access = access;
    operations.open = open;
    operations.read = read;
    operations.release = release;
    operations.opendir = opendir;
    operations.readdir = readdir;
    operations.readdirplus = readdirplus;
    operations.statfs = statfs;
    operations.setattr = setattr;
    operations.mknod = mknod;
    operations.mkdir = mkdir;
    operations.unlink = unlink;
    operations.rmdir = rmdir;
    operations.flush = flush;
    operations.fsync = fsync;
    operations.symlink = symlink;
    operations.rename = rename;
    operations.link = link;
    operations.create = create;
    operations.write = write;
    operations.setxattr = setxattr;
    operations.removexattr = removexattr;
    return operations;
  }
};

/*
 * Lets fusermount3, which libfuse starts for ordinary users, inherit the standard streams while this exists. Node sets
 * close-on-exec on them: the program's messages would be lost, and as a setuid program it would not start at all on
 * machines without /dev/full.
 */
class InheritedStreams {
 public:
  InheritedStreams() {
    for (int stream = 0; stream < kStreams; ++stream) {
      flags_[stream] = fcntl(stream, F_GETFD);
      if (flags_[stream] >= 0) fcntl(stream, F_SETFD, flags_[stream] & ~FD_CLOEXEC);
    }
  }
  ~InheritedStreams() {
    for (int stream = 0; stream < kStreams; ++stream) {
      if (flags_[stream] >= 0) fcntl(stream, F_SETFD, flags_[stream]);
    }
  }

 private:
  static constexpr int kStreams = 3;
  int flags_[kStreams];
};

static int mountSession(fuse_session* session, const std::string& directory) {
  InheritedStreams streams;
  return fuse_session_mount(session, directory.c_str());
}

std::string Session::start(const MountOptions& options, std::function<bool()> wake) {
  wake_ = std::move(wake);
  writable_ = options.writable;
  static const fuse_lowlevel_ops operations = Operations::table();
  fuse_args arguments = FUSE_ARGS_INIT(0, nullptr);
  std::string fuseOptions = "fsname=" + options.source + ",subtype=" + options.subtype;
  /* Other users may read; `default_permissions` makes the kernel refuse their writes. */
  if (options.allowOther) fuseOptions += ",allow_other,default_permissions";
  fuse_opt_add_arg(&arguments, "descant");
  fuse_opt_add_arg(&arguments, "-o");
  fuse_opt_add_arg(&arguments, fuseOptions.c_str());
  session_ = fuse_session_new(&arguments, &operations, sizeof operations, this);
  fuse_opt_free_args(&arguments);
  if (session_ == nullptr) return "libfuse could not make a session";
  if (mountSession(session_, options.directory) != 0) {
    int error = errno;
    fuse_session_destroy(session_);
    session_ = nullptr;
    return std::string("the kernel refused (") + strerror(error) + ")";
  }
  loop_ = std::thread([this] {
    // Node handles all signals.
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, nullptr);
    fuse_loop_config settings;
    memset(&settings, 0, sizeof settings);
    settings.clone_fd = 1;
    settings.max_idle_threads = 10;
    fuse_session_loop_mt(session_, &settings);
    Request ended;
    ended.question = Question::Ended;
    ask(std::move(ended));
  });
  return "";
}

}  // namespace descant
