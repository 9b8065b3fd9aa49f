/*
 * A plan, from which the driver answers reads: which bytes come from memory, from the original and from stored
 * pictures. Immutable once built, shared by all handles of one generation of a file.
 *
 * The first read opens the original and verifies that it is the scanned one (inode, size, mtime, ctime); the last
 * handle closes it. Reads run on the driver's own threads, several at a time.
 */
#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "ogg.h"

namespace descant {

struct Stamp {
  uint64_t inode;
  uint64_t size;
  int64_t mtimeNs;
  int64_t ctimeNs;
};

/* Numbers agree with `fuse/backend/native-plan.ts`. */
enum class SegmentKind : uint8_t { Bytes = 0, Source = 1, Blob = 2, Zeros = 3 };

struct Segment {
  SegmentKind kind;
  /* Index of the blob's path. */
  uint32_t blob;
  /* Position of its first byte in the virtual file. */
  uint64_t start;
  uint64_t length;
  /* Position in the plan's bytes, the original, or the blob. */
  uint64_t offset;
  /* Of the original: the number to add to the sequence numbers of its Ogg pages; 0 for all other segments. */
  uint32_t pageShift;
};

/* One run of a read: memory, or a range of a file. */
struct Piece {
  /* -1 for memory. */
  int file;
  uint64_t offset;
  const char* memory;
  size_t length;
  /* Corrections of what is read from the file, or null. */
  const PagePatches* patches;
};

class Plan {
 public:
  /* `path`: of the original; empty for a file without one, which has no `Source` segments. */
  Plan(std::string path, Stamp stamp, std::vector<Segment> segments, std::vector<char> bytes,
       std::vector<std::string> blobPaths);
  ~Plan();
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;

  uint64_t size() const { return size_; }

  /* Count the handles; the last release closes the files. */
  void retain();
  void release();

  /*
   * Opens the original where it is not open, and compares it with the scanned one.
   * Returns 0 or a positive errno: EIO when it is another file now.
   */
  int verify();

  /* The pieces of a read, after `verify`; empty at the end of the file. Returns 0 or a positive errno. */
  int pieces(uint64_t position, size_t length, std::vector<Piece>& out);

  /* Copies pieces into a buffer. Returns 0 or a positive errno: EIO where a file is shorter than planned. */
  static int copy(const std::vector<Piece>& pieces, char* buffer);

  /* A program writes to the file: reads are no longer answered from the plan. */
  void divert() { diverted_ = true; }
  bool diverted() const { return diverted_.load(std::memory_order_relaxed); }

  /* True for the first failure of this file only: the others are not reported. */
  bool shouldReport() { return !reported_.exchange(true); }

 private:
  int openOriginal();
  int compare(int file) const;
  int blobFile(uint32_t index);
  void closeFiles();
  /* The corrections of a `Source` segment, found by its first read; null when it cannot be read. */
  const PagePatches* patchesOf(size_t segment);

  const std::string path_;
  const Stamp stamp_;
  const std::vector<Segment> segments_;
  const std::vector<char> bytes_;
  const std::vector<std::string> blobPaths_;
  uint64_t size_ = 0;

  std::mutex mutex_;
  int handles_ = 0;
  std::atomic<int> original_{-1};
  std::vector<std::atomic<int>> blobs_;
  /* By segment; null where there are none. */
  std::vector<std::atomic<const PagePatches*>> patches_;
  std::atomic<int64_t> verifiedAt_{0};
  std::atomic<bool> reported_{false};
  std::atomic<bool> diverted_{false};
};

}  // namespace descant
