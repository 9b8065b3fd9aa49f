#include "plan.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>

namespace descant {

namespace {

/* How long a verified original is trusted, in milliseconds. */
constexpr int64_t kTrustedFor = 200;

/* Padding is never stored: it is read from here. */
constexpr size_t kZeros = 64 * 1024;
const char zeros[kZeros] = {};

int64_t nowMs() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
  return static_cast<int64_t>(now.tv_sec) * 1000 + now.tv_nsec / 1000000 + 1;
}

int64_t nanoseconds(const timespec& time) { return static_cast<int64_t>(time.tv_sec) * 1000000000 + time.tv_nsec; }

}  // namespace

Plan::Plan(std::string path, Stamp stamp, std::vector<Segment> segments, std::vector<char> bytes,
           std::vector<std::string> blobPaths)
    : path_(std::move(path)),
      stamp_(stamp),
      segments_(std::move(segments)),
      bytes_(std::move(bytes)),
      blobPaths_(std::move(blobPaths)),
      blobs_(blobPaths_.size()),
      patches_(segments_.size()) {
  if (!segments_.empty()) size_ = segments_.back().start + segments_.back().length;
  for (auto& blob : blobs_) blob = -1;
}

Plan::~Plan() {
  closeFiles();
  for (auto& patches : patches_) delete patches.load();
}

void Plan::retain() {
  std::lock_guard<std::mutex> lock(mutex_);
  handles_ += 1;
}

void Plan::release() {
  std::lock_guard<std::mutex> lock(mutex_);
  handles_ -= 1;
  if (handles_ == 0) closeFiles();
}

void Plan::closeFiles() {
  int file = original_.exchange(-1);
  if (file >= 0) close(file);
  for (auto& blob : blobs_) {
    int other = blob.exchange(-1);
    if (other >= 0) close(other);
  }
}

int Plan::verify() {
  // There is no original that could have changed.
  if (path_.empty()) return 0;
  int file = original_.load(std::memory_order_acquire);
  if (file < 0) return openOriginal();
  int64_t now = nowMs();
  if (now - verifiedAt_.load(std::memory_order_relaxed) < kTrustedFor) return 0;
  int error = compare(file);
  if (error == 0) verifiedAt_.store(now, std::memory_order_relaxed);
  return error;
}

int Plan::openOriginal() {
  std::lock_guard<std::mutex> lock(mutex_);
  if (original_.load() >= 0) return 0;
  int file = open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (file < 0) return EIO;
  int error = compare(file);
  if (error != 0) {
    close(file);
    return error;
  }
  verifiedAt_.store(nowMs(), std::memory_order_relaxed);
  original_.store(file, std::memory_order_release);
  return 0;
}

/* The device is not compared: its number changes when a disk is plugged in again. */
int Plan::compare(int file) const {
  struct stat facts;
  if (fstat(file, &facts) != 0) return EIO;
  bool same = static_cast<uint64_t>(facts.st_ino) == stamp_.inode &&
              static_cast<uint64_t>(facts.st_size) == stamp_.size && nanoseconds(facts.st_mtim) == stamp_.mtimeNs &&
              nanoseconds(facts.st_ctim) == stamp_.ctimeNs;
  return same ? 0 : EIO;
}

int Plan::blobFile(uint32_t index) {
  int file = blobs_[index].load(std::memory_order_acquire);
  if (file >= 0) return file;
  std::lock_guard<std::mutex> lock(mutex_);
  file = blobs_[index].load();
  if (file >= 0) return file;
  file = open(blobPaths_[index].c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  blobs_[index].store(file, std::memory_order_release);
  return file;
}

const PagePatches* Plan::patchesOf(size_t segment) {
  const PagePatches* known = patches_[segment].load(std::memory_order_acquire);
  if (known != nullptr) return known;
  std::lock_guard<std::mutex> lock(mutex_);
  known = patches_[segment].load();
  if (known != nullptr) return known;
  auto* found = new PagePatches();
  const Segment& range = segments_[segment];
  if (!found->find(original_.load(), range.offset, range.length, range.pageShift)) {
    delete found;
    return nullptr;
  }
  patches_[segment].store(found, std::memory_order_release);
  return found;
}

int Plan::pieces(uint64_t position, size_t length, std::vector<Piece>& out) {
  out.clear();
  if (position >= size_) return 0;
  uint64_t end = std::min<uint64_t>(position + length, size_);
  auto segment = std::upper_bound(segments_.begin(), segments_.end(), position,
                                  [](uint64_t at, const Segment& candidate) { return at < candidate.start; }) -
                 1;
  while (position < end) {
    uint64_t inside = position - segment->start;
    size_t count = std::min<uint64_t>(end - position, segment->length - inside);
    switch (segment->kind) {
      case SegmentKind::Bytes:
        out.push_back({-1, 0, bytes_.data() + segment->offset + inside, count, nullptr});
        break;
      case SegmentKind::Zeros:
        for (size_t done = 0; done < count; done += kZeros)
          out.push_back({-1, 0, zeros, std::min(kZeros, count - done), nullptr});
        break;
      case SegmentKind::Source: {
        const PagePatches* patches = nullptr;
        if (segment->pageShift != 0) {
          patches = patchesOf(segment - segments_.begin());
          if (patches == nullptr) return EIO;
        }
        out.push_back({original_.load(std::memory_order_relaxed), segment->offset + inside, nullptr, count, patches});
        break;
      }
      case SegmentKind::Blob: {
        int file = blobFile(segment->blob);
        if (file < 0) return EIO;
        out.push_back({file, segment->offset + inside, nullptr, count, nullptr});
        break;
      }
    }
    position += count;
    ++segment;
  }
  return 0;
}

int Plan::copy(const std::vector<Piece>& pieces, char* buffer) {
  for (const Piece& piece : pieces) {
    if (piece.file < 0) {
      memcpy(buffer, piece.memory, piece.length);
    } else {
      size_t done = 0;
      while (done < piece.length) {
        ssize_t count = pread(piece.file, buffer + done, piece.length - done, piece.offset + done);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return EIO;
        done += count;
      }
      if (piece.patches != nullptr) piece.patches->apply(buffer, piece.offset, piece.length);
    }
    buffer += piece.length;
  }
  return 0;
}

}  // namespace descant
