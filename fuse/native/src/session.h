/*
 * One mount: a libfuse session, its threads, and the requests that wait for JavaScript.
 *
 * Reads, `stat` of files, re-opened files and everything that is refused are answered here, on the threads
 * of the session. What has to be asked of the overlay (a name, the plan of a file that was not open yet, the
 * names in a directory) is put into a queue; JavaScript takes it from there, and the answer goes to the
 * kernel from JavaScript's thread. No thread ever waits for JavaScript.
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

/* Numbers agree with `fuse/backend/native-binding.ts`. */
enum class Question : uint32_t {
  Lookup = 0,
  Attributes = 1,
  Open = 2,
  List = 3,
  Trouble = 4,
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
    /* Reading goes on behind the entry that had this one. */
    uint64_t cookie;
    /* Whether all of the attributes are known, or only inode and kind. */
    bool complete;
    size_t name;
  };
  std::vector<Entry> entries;
  /* Names one after the other, each ended by a zero. */
  std::string names;

  const char* nameOf(const Entry& entry) const { return names.c_str() + entry.name; }

  /* The file or directory of that name whose attributes are known, or null. */
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
  /* Null for a file that only JavaScript knows. */
  std::shared_ptr<Plan> plan;
  /* Whether JavaScript wants to know when it is closed. */
  bool watched;
};

/* Listings that were made lately, so that walking a tree does not ask JavaScript for every directory. */
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
  /* About ten megabytes. */
  static constexpr size_t kMostEntries = 64 * 1024;
  std::mutex mutex_;
  std::unordered_map<uint64_t, std::shared_ptr<Listing>> listings_;
  size_t entries_ = 0;
};

/* A request of the kernel that JavaScript has to answer, or something JavaScript is told. */
struct Request {
  Question question;
  fuse_req_t request = nullptr;
  uint64_t node = 0;
  std::string name;
  /* Error, flags, or which attributes change; whatever the question has. */
  int number = 0;
  /* Thread of the program that asks. */
  int pid = 0;
  /* Where something is moved. */
  uint64_t target = 0;
  std::string targetName;
  /* What is written. */
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
  /* Whether JavaScript is asked about what would change something; otherwise it is refused. */
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

  /* Mounts and starts to serve. Returns an empty text, or what went wrong. `wake` tells that the queue has something. */
  std::string start(const MountOptions& options, std::function<bool()> wake);

  /* The next request, with the number to answer it by; false when there is none. */
  bool next(uint32_t& id, Request& out);

  void replyError(uint32_t id, int error);
  /* `watched`: a file that only JavaScript knows, or that is being written to. */
  void replyEntry(uint32_t id, const Attributes& attributes, Timeouts timeouts, bool watched);
  /* There is no such name, and the kernel may remember it. */
  void replyAbsent(uint32_t id, double timeout);
  void replyAttributes(uint32_t id, const Attributes& attributes, double timeout);
  /* Takes back a request to open and notes the plan; `openWith` then answers it. */
  bool takeOpen(uint32_t id, Request& out, const std::shared_ptr<Plan>& plan);
  /* Answers such a request, from another thread than JavaScript's: it may have to wait for the disk. */
  void finishOpen(const Request& request, const std::shared_ptr<Plan>& plan, bool watched);
  /* Opens and verifies the original, and answers. */
  void openWith(fuse_req_t request, uint64_t node, fuse_file_info file, const std::shared_ptr<Plan>& plan, bool watched);
  /* Answers a request to open a file that only JavaScript knows. */
  void replyOpenWatched(uint32_t id);
  void replyCreate(uint32_t id, const Attributes& attributes);
  void replyData(uint32_t id, const char* data, size_t length);
  void replyWritten(uint32_t id, size_t length);
  void divert(uint64_t node) { nodes_.divert(node); }
  void retire(uint64_t node) { nodes_.retire(node); }
  void replyListing(uint32_t id, std::shared_ptr<Listing> listing);
  void offerListing(uint64_t directory, std::shared_ptr<Listing> listing) { listings_.put(directory, std::move(listing)); }
  bool hasListing(uint64_t directory) { return listings_.get(directory) != nullptr; }
  void dropListing(uint64_t directory) { listings_.drop(directory); }

  /* Makes the kernel forget names and what is in directories. May wait; never to be called from JavaScript's thread. */
  void forgetNames(const std::vector<uint64_t>& directories, const std::vector<std::string>& names);
  void forgetDirectories(const std::vector<uint64_t>& directories);

  /* After `Ended`: waits for the threads and gives everything back. */
  void finish();

  /* A node never changes, so the kernel may keep what it knows of one until it needs the memory. */
  static constexpr double kForEver = 1e6;
  static struct stat statOf(const Attributes& attributes);

  void setStatistics(uint64_t blocks, uint64_t free, uint64_t files);
  size_t nodeCount() { return nodes_.count(); }

 private:
  friend struct Operations;

  void ask(Request request);
  bool take(uint32_t id, Request& out);
  void sendListing(fuse_req_t request, const Listing& listing, size_t size, off_t offset, bool plus);
  void read(fuse_req_t request, uint64_t node, size_t size, off_t offset, fuse_file_info* file);
  void trouble(Plan& plan, uint64_t node, int error);
  /* Answers a look-up from a listing. */
  void replyKnown(fuse_req_t request, const Attributes& attributes);
  /* The kernel forgot a node so many times. */
  void forget(uint64_t node, uint64_t times);

  fuse_session* session_ = nullptr;
  /* Held by work on other threads, so that the session is not given back under it. */
  std::shared_mutex alive_;
  std::thread loop_;
  std::function<bool()> wake_;
  Nodes nodes_;
  Listings listings_;
  std::atomic<uint64_t> blocks_{0}, free_{0}, files_{0};
  std::atomic<int> readers_{0};
  bool writable_ = false;

  std::mutex mutex_;
  /* Not yet seen by JavaScript, oldest first. */
  std::deque<Request> queue_;
  bool awake_ = false;
  bool deaf_ = false;
  /* Seen and not yet answered. Only JavaScript's thread uses these. */
  std::unordered_map<uint32_t, Request> waiting_;
  uint32_t lastId_ = 0;
};

}  // namespace descant
