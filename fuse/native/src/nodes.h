/*
 * The files that the kernel knows of. Every generation of a track is a node of its own: its number holds the
 * inode in the lower 53 bits and the generation's count above them. A node's bytes, size and times therefore
 * never change, whatever the kernel has cached of it stays right, and who has an old generation open keeps
 * reading it, while everybody who looks the name up again gets the new one.
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

/* What `stat` says; as JavaScript gives it. */
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
  /* The kernel was told of this file once more. `diverted`: JavaScript says what it is. */
  void remember(const Attributes& attributes, bool diverted = false) {
    std::lock_guard<std::mutex> lock(mutex_);
    Node& node = nodes_[nodeNumber(attributes.inode, attributes.epoch)];
    node.attributes = attributes;
    node.lookups += 1;
    node.diverted = node.diverted || diverted;
  }

  /* The kernel forgot it so many times. True when it was the last time and the file had been written to. */
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

  /* The file is being written to: from now on JavaScript says what it is. */
  void divert(uint64_t number) {
    std::lock_guard<std::mutex> lock(mutex_);
    auto found = nodes_.find(number);
    if (found == nodes_.end()) return;
    found->second.diverted = true;
    if (found->second.plan != nullptr) found->second.plan->divert();
  }

  /* The kernel takes the node along to another name: whoever opens it there has to look the name up again. */
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
