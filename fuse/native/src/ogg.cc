#include "ogg.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <algorithm>

namespace descant {

namespace {

constexpr size_t kPageHeader = 27;
constexpr size_t kLongestHeader = kPageHeader + 255;
constexpr size_t kSequenceAt = 18;
constexpr size_t kChecksumAt = 22;

/* RFC 3533: CRC-32, highest bit first, initial value 0, no final exclusive or. It is therefore linear. */
constexpr uint32_t kPolynomial = 0x04c11db7;

uint32_t little(const uint8_t* bytes) {
  return bytes[0] | bytes[1] << 8 | bytes[2] << 16 | static_cast<uint32_t>(bytes[3]) << 24;
}

void putLittle(uint8_t* bytes, uint32_t value) {
  for (int index = 0; index < 4; ++index) bytes[index] = value >> (8 * index);
}

/* The product of two polynomials over GF(2), modulo the checksum's. */
uint32_t multiply(uint32_t a, uint32_t b) {
  uint32_t product = 0;
  for (int bit = 31; bit >= 0; --bit) {
    product = (product << 1) ^ ((product >> 31) != 0 ? kPolynomial : 0);
    if ((b >> bit & 1) != 0) product ^= a;
  }
  return product;
}

/* 2^k zero bytes multiply a checksum by x to the power of 8 * 2^k. */
struct ZeroBytes {
  uint32_t powers[20];
  ZeroBytes() {
    powers[0] = 1 << 8;
    for (int k = 1; k < 20; ++k) powers[k] = multiply(powers[k - 1], powers[k - 1]);
  }
};

uint32_t overZeros(uint32_t checksum, size_t count) {
  static const ZeroBytes zeros;
  for (int k = 0; count >> k != 0; ++k) {
    if ((count >> k & 1) != 0) checksum = multiply(checksum, zeros.powers[k]);
  }
  return checksum;
}

}  // namespace

bool PagePatches::find(int file, uint64_t offset, uint64_t length, uint32_t shift) {
  const uint64_t end = offset + length;
  uint8_t header[kLongestHeader];
  for (uint64_t page = offset; page + kPageHeader <= end;) {
    ssize_t count = pread(file, header, sizeof header, page);
    if (count < 0 && errno == EINTR) continue;
    if (count < static_cast<ssize_t>(kPageHeader)) return false;
    if (memcmp(header, "OggS", 4) != 0) break;
    const size_t segments = header[kPageHeader - 1];
    if (static_cast<size_t>(count) < kPageHeader + segments) break;
    uint64_t size = kPageHeader + segments;
    for (size_t index = 0; index < segments; ++index) size += header[kPageHeader + index];
    if (page + size > end) break;
    const uint32_t before = little(header + kSequenceAt);
    const uint32_t after = before + shift;
    // The page stores the number with its lowest byte first; the checksum takes bytes in order.
    const uint32_t change = overZeros(__builtin_bswap32(before ^ after), size - kSequenceAt);
    std::array<uint8_t, kLength> patch;
    putLittle(patch.data(), after);
    putLittle(patch.data() + 4, little(header + kChecksumAt) ^ change);
    positions_.push_back(page + kSequenceAt);
    bytes_.push_back(patch);
    page += size;
  }
  return true;
}

void PagePatches::apply(char* buffer, uint64_t position, size_t length) const {
  const uint64_t end = position + length;
  // The first patch that ends behind the position.
  auto first = std::upper_bound(positions_.begin(), positions_.end(), position,
                                [](uint64_t at, uint64_t start) { return at < start + kLength; });
  for (size_t index = first - positions_.begin(); index < positions_.size() && positions_[index] < end; ++index) {
    const uint64_t from = std::max(positions_[index], position);
    const uint64_t to = std::min(positions_[index] + kLength, end);
    memcpy(buffer + (from - position), bytes_[index].data() + (from - positions_[index]), to - from);
  }
}

}  // namespace descant
