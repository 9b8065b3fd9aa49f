/*
 * The files that the kernel knows of. Every generation of a track is a node of its own: the lower 53 bits of a node
 * number are the inode, the upper bits count the generation. A node's bytes, size and times therefore never change, and
 * all that the kernel has cached of it stays right. Programs that have an old generation open keep reading it; programs
 * that look the name up again get the new one.
 */
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "plan.h"

namespace descant {

constexpr int kInodeBits = 53;
constexpr uint64_t kEpochs = 1 << (64 - kInodeBits);

inline uint64_t nodeNumber(uint64_t inode, uint64_t epoch) { return inode | (epoch % kEpochs) << kInodeBits; }
inline uint64_t inodeOf(uint64_t node) { return node & ((uint64_t{1} << kInodeBits) - 1); }
inline uint64_t epochOf(uint64_t node) { return node >> kInodeBits; }

/* The fields of `stat`, as JavaScript gives them. */
struct Attributes {
  uint64_t inode;
  uint64_t epoch;
  /* Type and permissions. */
  mode_t mode;
  bool directory;
  uint64_t size;
  uint32_t links;
  int64_t seconds;
  int64_t nanoseconds;
};

class Nodes {
 public:
  /* Counts one more answer that named this file to the kernel. `diverted`: JavaScript answers everything about it. */
  void remember(const Attributes& attributes, bool diverted = false) {
    std::lock_guard<std::mutex> lock(mutex_);
    Node& node = nodes_[nodeNumber(attributes.inode, attributes.epoch)];
    node.attributes = attributes;
    node.lookups += 1;
    node.diverted = node.diverted || diverted;
  }

  /* Takes back `times` such answers, which the kernel forgot. True for the last one of a file that was written to. */
  bool forget(uint64_t number, uint64_t times) {
    std::shared_ptr<Plan> last;
    std::lock_guard<std::mutex> lock(mutex_);
    auto found = nodes_.find(number);
    if (found == nodes_.end()) return false;
    if (found->second.lookups > times) {
      found->second.lookups -= times;
      return false;
    }
    bool diverted = found->second.diverted;
    last = std::move(found->second.plan);
    nodes_.erase(found);
    return diverted;
  }

  bool attributes(uint64_t number, Attributes& out) {
    std::lock_guard<std::mutex> lock(mutex_);
    auto found = nodes_.find(number);
    if (found == nodes_.end() || found->second.diverted) return false;
    out = found->second.attributes;
    return true;
  }

  std::shared_ptr<Plan> plan(uint64_t number) {
    std::lock_guard<std::mutex> lock(mutex_);
    auto found = nodes_.find(number);
    return found == nodes_.end() ? nullptr : found->second.plan;
  }

  void setPlan(uint64_t number, const std::shared_ptr<Plan>& plan) {
    std::lock_guard<std::mutex> lock(mutex_);
    auto found = nodes_.find(number);
    if (found == nodes_.end()) return;
    found->second.plan = plan;
    if (found->second.diverted) plan->divert();
  }

  /* A program writes to the file: from now on JavaScript answers everything about it. */
  void divert(uint64_t number) {
    std::lock_guard<std::mutex> lock(mutex_);
    auto found = nodes_.find(number);
    if (found == nodes_.end()) return;
    found->second.diverted = true;
    if (found->second.plan != nullptr) found->second.plan->divert();
  }

  /* The kernel moves the node to another name. Without a plan, opening it there makes JavaScript look the name up
   * again. */
  void retire(uint64_t number) {
    std::shared_ptr<Plan> last;
    std::lock_guard<std::mutex> lock(mutex_);
    auto found = nodes_.find(number);
    if (found != nodes_.end()) last = std::move(found->second.plan);
  }

  size_t count() {
    std::lock_guard<std::mutex> lock(mutex_);
    return nodes_.size();
  }

 private:
  struct Node {
    uint64_t lookups = 0;
    bool diverted = false;
    Attributes attributes{};
    std::shared_ptr<Plan> plan;
  };

  std::mutex mutex_;
  std::unordered_map<uint64_t, Node> nodes_;
};

}  // namespace descant
