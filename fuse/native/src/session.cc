#include "session.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <algorithm>

namespace descant {

namespace {

/* Shorter reads are copied: a pipe costs more than the copy. */
constexpr size_t kSpliceFrom = 64 * 1024;
/* With more concurrent readers than this, pipes contend and copying is faster. */
constexpr int kSpliceReaders = 2;

const uid_t ownUser = getuid();
const gid_t ownGroup = getgid();

fuse_entry_param toEntry(const Attributes& attributes, Timeouts timeouts) {
  fuse_entry_param entry;
  memset(&entry, 0, sizeof entry);
  entry.ino = nodeNumber(attributes.inode, attributes.directory ? 0 : attributes.epoch);
  entry.attr = Session::statOf(attributes);
  entry.attr_timeout = timeouts.attributes;
  entry.entry_timeout = timeouts.entry;
  return entry;
}

/* A buffer of this thread for copied reads. */
char* scratch(size_t size) {
  thread_local std::vector<char> buffer;
  if (buffer.size() < size) buffer.resize(size);
  return buffer.data();
}

}  // namespace

struct stat Session::statOf(const Attributes& attributes) {
  struct stat facts;
  memset(&facts, 0, sizeof facts);
  facts.st_ino = attributes.inode;
  facts.st_mode = attributes.mode;
  facts.st_nlink = attributes.links;
  facts.st_uid = ownUser;
  facts.st_gid = ownGroup;
  facts.st_size = attributes.size;
  facts.st_blksize = 4096;
  facts.st_blocks = (attributes.size + 511) / 512;
  facts.st_mtim.tv_sec = attributes.seconds;
  facts.st_mtim.tv_nsec = attributes.nanoseconds;
  facts.st_ctim = facts.st_atim = facts.st_mtim;
  return facts;
}

Session::Session() = default;

Session::~Session() { finish(); }

void Session::ask(Request request) {
  fuse_req_t kernel = request.request;
  bool wake = false;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (!closed_) {
      queue_.push_back(std::move(request));
      wake = !awake_;
      awake_ = true;
      kernel = nullptr;
    }
  }
  if (wake && !wake_()) {
    // JavaScript has ended and will not answer.
    std::lock_guard<std::mutex> lock(mutex_);
    closed_ = true;
    for (Request& left : queue_) {
      if (left.request != nullptr) fuse_reply_err(left.request, EIO);
    }
    queue_.clear();
  }
  if (kernel != nullptr) fuse_reply_err(kernel, EIO);
}

bool Session::next(uint32_t& id, Request& out) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (queue_.empty()) {
      awake_ = false;
      return false;
    }
    out = std::move(queue_.front());
    queue_.pop_front();
  }
  if (out.request == nullptr) return true;
  do lastId_ += 1;
  while (waiting_.count(lastId_) != 0);
  id = lastId_;
  // JavaScript takes the bytes to write; the waiting request does not need them.
  std::vector<char> data = std::move(out.data);
  waiting_.emplace(id, out);
  out.data = std::move(data);
  return true;
}

bool Session::take(uint32_t id, Request& out) {
  auto found = waiting_.find(id);
  if (found == waiting_.end()) return false;
  out = std::move(found->second);
  waiting_.erase(found);
  return true;
}

void Session::replyError(uint32_t id, int error) {
  Request request;
  if (take(id, request)) fuse_reply_err(request.request, error);
}

void Session::replyEntry(uint32_t id, const Attributes& attributes, Timeouts timeouts, bool watched) {
  Request request;
  if (!take(id, request)) return;
  fuse_entry_param entry = toEntry(attributes, timeouts);
  // Before the answer: the kernel may ask about the node as soon as it has the number.
  if (!attributes.directory) nodes_.remember(attributes, watched);
  if (fuse_reply_entry(request.request, &entry) != 0 && !attributes.directory) forget(entry.ino, 1);
}

void Session::replyKnown(fuse_req_t request, const Attributes& attributes) {
  fuse_entry_param entry = toEntry(attributes, {kNoExpiry, kNoExpiry});
  if (!attributes.directory) nodes_.remember(attributes);
  if (fuse_reply_entry(request, &entry) != 0 && !attributes.directory) forget(entry.ino, 1);
}

void Session::replyAbsent(uint32_t id, double timeout) {
  Request request;
  if (!take(id, request)) return;
  if (timeout <= 0) {
    fuse_reply_err(request.request, ENOENT);
    return;
  }
  fuse_entry_param entry;
  memset(&entry, 0, sizeof entry);
  entry.entry_timeout = timeout;
  fuse_reply_entry(request.request, &entry);
}

void Session::replyAttributes(uint32_t id, const Attributes& attributes, double timeout) {
  Request request;
  if (!take(id, request)) return;
  struct stat facts = Session::statOf(attributes);
  fuse_reply_attr(request.request, &facts, timeout);
}

bool Session::takeOpen(uint32_t id, Request& out, const std::shared_ptr<Plan>& plan) {
  if (!take(id, out)) return false;
  nodes_.setPlan(out.node, plan);
  return true;
}

void Session::finishOpen(const Request& request, const std::shared_ptr<Plan>& plan, bool watched) {
  std::shared_lock<std::shared_mutex> lock(alive_);
  if (session_ != nullptr) openWith(request.request, request.node, request.file, plan, watched);
}

void Session::openWith(fuse_req_t request, uint64_t node, fuse_file_info file, const std::shared_ptr<Plan>& plan,
                       bool watched) {
  plan->retain();
  int error = plan->verify();
  if (error != 0) {
    plan->release();
    reportFailure(*plan, node, error);
    fuse_reply_err(request, error);
    return;
  }
  auto* handle = new FileHandle{plan, watched};
  file.fh = reinterpret_cast<uint64_t>(handle);
  file.keep_cache = 1;
#if FUSE_VERSION >= FUSE_MAKE_VERSION(3, 11)
  file.noflush = watched ? 0 : 1;
#endif
  if (fuse_reply_open(request, &file) != 0) {
    plan->release();
    delete handle;
  }
}

void Session::replyOpenWatched(uint32_t id) {
  Request request;
  if (!take(id, request)) return;
  auto* handle = new FileHandle{nullptr, true};
  request.file.fh = reinterpret_cast<uint64_t>(handle);
  request.file.keep_cache = 1;
  if (fuse_reply_open(request.request, &request.file) != 0) delete handle;
}

void Session::replyCreate(uint32_t id, const Attributes& attributes) {
  Request request;
  if (!take(id, request)) return;
  fuse_entry_param entry = toEntry(attributes, {0, 0});
  auto* handle = new FileHandle{nullptr, true};
  request.file.fh = reinterpret_cast<uint64_t>(handle);
  request.file.keep_cache = 1;
  nodes_.remember(attributes, true);
  if (fuse_reply_create(request.request, &entry, &request.file) != 0) delete handle;
}

void Session::replyData(uint32_t id, const char* data, size_t length) {
  Request request;
  if (take(id, request)) fuse_reply_buf(request.request, data, length);
}

void Session::replyWritten(uint32_t id, size_t length) {
  Request request;
  if (take(id, request)) fuse_reply_write(request.request, length);
}

void Session::replyListing(uint32_t id, std::shared_ptr<Listing> listing) {
  Request request;
  if (!take(id, request)) return;
  listings_.put(request.node, listing);
  sendListing(request.request, *listing, request.size, request.offset, request.plus);
}

void Session::sendListing(fuse_req_t request, const Listing& listing, size_t size, off_t offset, bool plus) {
  char* buffer = scratch(size);
  size_t used = 0;
  auto next = std::upper_bound(listing.entries.begin(), listing.entries.end(), static_cast<uint64_t>(offset),
                               [](uint64_t cookie, const Listing::Entry& entry) { return cookie < entry.cookie; });
  for (; next != listing.entries.end(); ++next) {
    const Listing::Entry& entry = *next;
    const char* name = listing.nameOf(entry);
    size_t needed;
    if (plus) {
      fuse_entry_param parameters = toEntry(entry.attributes, {kNoExpiry, kNoExpiry});
      // With node number 0 the kernel takes the name alone and looks the rest up when it needs it.
      bool known = entry.complete && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
      if (!known) parameters.ino = 0;
      needed = fuse_add_direntry_plus(request, buffer + used, size - used, name, &parameters, entry.cookie);
      if (needed > size - used) break;
      if (known && !entry.attributes.directory) nodes_.remember(entry.attributes);
    } else {
      struct stat facts = Session::statOf(entry.attributes);
      needed = fuse_add_direntry(request, buffer + used, size - used, name, &facts, entry.cookie);
      if (needed > size - used) break;
    }
    used += needed;
  }
  fuse_reply_buf(request, buffer, used);
}

void Session::read(fuse_req_t request, uint64_t node, size_t size, off_t offset, fuse_file_info* file) {
  auto* handle = reinterpret_cast<FileHandle*>(file->fh);
  if (handle->plan == nullptr || handle->plan->diverted()) {
    Request asked;
    asked.question = Question::Read;
    asked.request = request;
    asked.node = node;
    asked.size = size;
    asked.offset = offset;
    ask(std::move(asked));
    return;
  }
  Plan& plan = *handle->plan;
  thread_local std::vector<Piece> pieces;
  int error = plan.verify();
  if (error == 0) error = plan.pieces(offset, size, pieces);
  if (error != 0) {
    reportFailure(plan, node, error);
    fuse_reply_err(request, error);
    return;
  }
  size_t length = 0;
  for (const Piece& piece : pieces) length += piece.length;
  int others = readers_.fetch_add(1, std::memory_order_relaxed);
  if (pieces.size() == 1 && pieces[0].file < 0) {
    fuse_reply_buf(request, pieces[0].memory, length);
  } else if (pieces.size() == 1 && pieces[0].patches == nullptr && length >= kSpliceFrom && others < kSpliceReaders) {
    fuse_bufvec data = FUSE_BUFVEC_INIT(length);
    data.buf[0].flags = static_cast<fuse_buf_flags>(FUSE_BUF_IS_FD | FUSE_BUF_FD_SEEK | FUSE_BUF_FD_RETRY);
    data.buf[0].fd = pieces[0].file;
    data.buf[0].pos = pieces[0].offset;
    fuse_reply_data(request, &data, FUSE_BUF_SPLICE_MOVE);
  } else {
    char* buffer = scratch(length);
    error = Plan::copy(pieces, buffer);
    if (error == 0) fuse_reply_buf(request, buffer, length);
    else fuse_reply_err(request, error);
  }
  readers_.fetch_sub(1, std::memory_order_relaxed);
  if (error != 0) reportFailure(plan, node, error);
}

void Session::reportFailure(Plan& plan, uint64_t node, int error) {
  if (!plan.shouldReport()) return;
  Request report;
  report.question = Question::Failure;
  report.node = node;
  report.number = error;
  ask(std::move(report));
}

void Session::forget(uint64_t node, uint64_t times) {
  if (!nodes_.forget(node, times)) return;
  Request told;
  told.question = Question::Forgotten;
  told.node = node;
  ask(std::move(told));
}

void Session::forgetNames(const std::vector<uint64_t>& directories, const std::vector<std::string>& names) {
  std::shared_lock<std::shared_mutex> lock(alive_);
  if (session_ == nullptr) return;
  for (size_t index = 0; index < names.size(); ++index) {
    fuse_lowlevel_notify_inval_entry(session_, directories[index], names[index].data(), names[index].size());
  }
}

void Session::forgetDirectories(const std::vector<uint64_t>& directories) {
  std::shared_lock<std::shared_mutex> lock(alive_);
  if (session_ == nullptr) return;
  for (uint64_t directory : directories) fuse_lowlevel_notify_inval_inode(session_, directory, 0, 0);
}

void Session::setStatistics(uint64_t blocks, uint64_t free, uint64_t files) {
  blocks_ = blocks;
  free_ = free;
  files_ = files;
}

void Session::finish() {
  if (loop_.joinable()) loop_.join();
  for (auto& [id, request] : waiting_) fuse_reply_err(request.request, EIO);
  waiting_.clear();
  {
    std::lock_guard<std::mutex> lock(mutex_);
    closed_ = true;
    for (Request& left : queue_) {
      if (left.request != nullptr) fuse_reply_err(left.request, EIO);
    }
    queue_.clear();
  }
  std::unique_lock<std::shared_mutex> lock(alive_);
  if (session_ == nullptr) return;
  fuse_session_unmount(session_);
  fuse_session_destroy(session_);
  session_ = nullptr;
}

}  // namespace descant
