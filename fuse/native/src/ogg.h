/*
 * Renumbers the pages of an Ogg stream as they are read: adds a constant to each page's sequence number and corrects
 * its checksum accordingly. The same as `fuse/formats/ogg/page-patches.ts`, for the driver's threads.
 */
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace descant {

class PagePatches {
 public:
  /*
   * Reads the page headers in a range of a file. Bytes behind the last whole page stay as they are.
   * False when the file cannot be read.
   */
  bool find(int file, uint64_t offset, uint64_t length, uint32_t shift);

  /* Corrects bytes of the file that were read at this position. */
  void apply(char* buffer, uint64_t position, size_t length) const;

 private:
  /* The sequence number and the checksum, which stand side by side. */
  static constexpr size_t kLength = 8;
  std::vector<uint64_t> positions_;
  std::vector<std::array<uint8_t, kLength>> bytes_;
};

}  // namespace descant
