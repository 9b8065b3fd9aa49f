/*
 * One mount: a libfuse session, its threads, and the requests that wait for JavaScript.
 *
 * The threads of the session answer reads, `stat` of files, re-opened files and all refusals. Questions for the overlay
 * (a name, the plan of a file that was not open yet, the names in a directory) go into a queue; JavaScript takes them
 * from there, and its thread sends the answer to the kernel. No thread ever waits for JavaScript.
 */
#pragma once

#define FUSE_USE_VERSION 35
#include <fuse_lowlevel.h>

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

#include "nodes.h"
#include "plan.h"

namespace descant {

/* The numbers of `fuse/native/native-binding.ts`. */
enum class Question : uint32_t {
  Lookup = 0,
  Attributes = 1,
  Open = 2,
  List = 3,
  Failure = 4,
  Ended = 5,
  Create = 6,
  Read = 7,
  Write = 8,
  Change = 9,
  Flush = 10,
  Release = 11,
  Unlink = 12,
  Rename = 13,
  Forgotten = 14,
  MakeDirectory = 15,
  RemoveDirectory = 16,
};

/* The names in a directory, in the order of their cookies. */
struct Listing {
  struct Entry {
    Attributes attributes;
    /* The kernel asks for the entries behind the one with this cookie. */
    uint64_t cookie;
    /* Whether all attributes are known, or inode and kind alone. */
    bool complete;
    size_t name;
  };
  std::vector<Entry> entries;
  /* Names one after the other, each ended by a zero. */
  std::string names;

  const char* nameOf(const Entry& entry) const { return names.c_str() + entry.name; }

  /* The entry of that name, or null where there is none or its attributes are not known. */
  const Entry* find(const char* name) {
    std::call_once(indexed_, [this] {
      index_.reserve(entries.size());
      for (size_t at = 0; at < entries.size(); ++at) index_.emplace(nameOf(entries[at]), at);
    });
    auto found = index_.find(name);
    return found == index_.end() || !entries[found->second].complete ? nullptr : &entries[found->second];
  }

 private:
  std::once_flag indexed_;
  std::unordered_map<std::string_view, size_t> index_;
};

struct FileHandle {
  /* Null for a file whose reads JavaScript answers. */
  std::shared_ptr<Plan> plan;
  /* Whether JavaScript is told when it is closed. */
  bool watched;
};

/* Recent listings, so that walking a tree does not ask JavaScript for every directory. */
class Listings {
 public:
  std::shared_ptr<Listing> get(uint64_t directory) {
    std::lock_guard<std::mutex> lock(mutex_);
    auto found = listings_.find(directory);
    return found == listings_.end() ? nullptr : found->second;
  }

  void put(uint64_t directory, std::shared_ptr<Listing> listing) {
    std::lock_guard<std::mutex> lock(mutex_);
    size_t entries = listing->entries.size();
    if (entries_ + entries > kMostEntries) {
      listings_.clear();
      entries_ = 0;
    }
    auto& place = listings_[directory];
    if (place != nullptr) entries_ -= place->entries.size();
    place = std::move(listing);
    entries_ += entries;
  }

  void drop(uint64_t directory) {
    std::lock_guard<std::mutex> lock(mutex_);
    auto found = listings_.find(directory);
    if (found == listings_.end()) return;
    entries_ -= found->second->entries.size();
    listings_.erase(found);
  }

 private:
  /* Of all listings together: about 10 MB. */
  static constexpr size_t kMostEntries = 64 * 1024;
  std::mutex mutex_;
  std::unordered_map<uint64_t, std::shared_ptr<Listing>> listings_;
  size_t entries_ = 0;
};

/* A request of the kernel that JavaScript answers, or an event that it is told. */
struct Request {
  Question question;
  fuse_req_t request = nullptr;
  uint64_t node = 0;
  std::string name;
  /* By question: an error, flags, or which attributes change. */
  int number = 0;
  /* Thread id of the program that asks. */
  int pid = 0;
  /* Directory and name that something is moved to. */
  uint64_t target = 0;
  std::string targetName;
  /* The bytes to write. */
  std::vector<char> data;
  fuse_file_info file{};
  size_t size = 0;
  off_t offset = 0;
  bool plus = false;
};

struct MountOptions {
  std::string directory;
  std::string source;
  std::string subtype;
  bool allowOther = false;
  /* Whether JavaScript is asked for changes; otherwise they are refused. */
  bool writable = false;
};

struct Timeouts {
  double entry;
  double attributes;
};

class Session {
 public:
  Session();
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /*
   * Mounts and starts to serve. Returns an empty text, or the reason of the failure.
   * `wake` is called when the queue is no longer empty; false when JavaScript has ended.
   */
  std::string start(const MountOptions& options, std::function<bool()> wake);

  /* The next request and the id for its answer; false when there is none. */
  bool next(uint32_t& id, Request& out);

  void replyError(uint32_t id, int error);
  /* `watched`: JavaScript answers everything about the file, because a program made it or writes to it. */
  void replyEntry(uint32_t id, const Attributes& attributes, Timeouts timeouts, bool watched);
  /* Answers that there is no such name, and for how many seconds that holds. */
  void replyAbsent(uint32_t id, double timeout);
  void replyAttributes(uint32_t id, const Attributes& attributes, double timeout);
  /* Takes a request to open from those that wait and notes the plan; `finishOpen` answers it. */
  bool takeOpen(uint32_t id, Request& out, const std::shared_ptr<Plan>& plan);
  /* Answers such a request. May wait for the disk: not for JavaScript's thread. */
  void finishOpen(const Request& request, const std::shared_ptr<Plan>& plan, bool watched);
  /* Opens and verifies the original, then answers. */
  void openWith(fuse_req_t request, uint64_t node, fuse_file_info file, const std::shared_ptr<Plan>& plan,
                bool watched);
  /* Answers a request to open a file whose reads JavaScript answers. */
  void replyOpenWatched(uint32_t id);
  void replyCreate(uint32_t id, const Attributes& attributes);
  void replyData(uint32_t id, const char* data, size_t length);
  void replyWritten(uint32_t id, size_t length);
  void divert(uint64_t node) { nodes_.divert(node); }
  void retire(uint64_t node) { nodes_.retire(node); }
  void replyListing(uint32_t id, std::shared_ptr<Listing> listing);
  void offerListing(uint64_t directory, std::shared_ptr<Listing> listing) {
    listings_.put(directory, std::move(listing));
  }
  bool hasListing(uint64_t directory) { return listings_.get(directory) != nullptr; }
  void dropListing(uint64_t directory) { listings_.drop(directory); }

  /* Make the kernel forget names and the contents of directories. May wait: not for JavaScript's thread. */
  void forgetNames(const std::vector<uint64_t>& directories, const std::vector<std::string>& names);
  void forgetDirectories(const std::vector<uint64_t>& directories);

  /* After `Ended`: waits for the threads and releases everything. */
  void finish();

  /* Seconds. A node never changes, so the kernel may keep its attributes until it needs the memory. */
  static constexpr double kNoExpiry = 1e6;
  static struct stat statOf(const Attributes& attributes);

  void setStatistics(uint64_t blocks, uint64_t free, uint64_t files);
  size_t nodeCount() { return nodes_.count(); }

 private:
  friend struct Operations;

  void ask(Request request);
  bool take(uint32_t id, Request& out);
  void sendListing(fuse_req_t request, const Listing& listing, size_t size, off_t offset, bool plus);
  void read(fuse_req_t request, uint64_t node, size_t size, off_t offset, fuse_file_info* file);
  void reportFailure(Plan& plan, uint64_t node, int error);
  /* Answers a lookup from a listing. */
  void replyKnown(fuse_req_t request, const Attributes& attributes);
  /* The kernel forgot `times` answers that named a node. */
  void forget(uint64_t node, uint64_t times);

  fuse_session* session_ = nullptr;
  /* Held by work on other threads, so that the session is not destroyed during it. */
  std::shared_mutex alive_;
  std::thread loop_;
  std::function<bool()> wake_;
  Nodes nodes_;
  Listings listings_;
  std::atomic<uint64_t> blocks_{0}, free_{0}, files_{0};
  std::atomic<int> readers_{0};
  bool writable_ = false;

  std::mutex mutex_;
  /* Not yet taken by JavaScript, oldest first. */
  std::deque<Request> queue_;
  bool awake_ = false;
  bool closed_ = false;
  /* Taken and not yet answered. Only JavaScript's thread uses these. */
  std::unordered_map<uint32_t, Request> waiting_;
  uint32_t lastId_ = 0;
};

}  // namespace descant
