/*
 * The driver's interface for JavaScript, by Node-API, whose ABI is the same for every version of Node from 18 on.
 * Functions run on JavaScript's thread unless they say otherwise. `fuse/native/native-binding.ts` has the types.
 */
#include <errno.h>
#include <string.h>
#include <sys/mount.h>

#include <memory>
#include <string>
#include <vector>

#include "plan.h"
#include "session.h"
#include "values.h"

namespace descant {
namespace {

/* A mount, as JavaScript refers to it. */
struct Mount {
  Session session;
  napi_threadsafe_function wake = nullptr;
};

using MountPointer = std::shared_ptr<Mount>;
using PlanPointer = std::shared_ptr<Plan>;

/* Numbers that describe attributes: inode, epoch, mode, size, links, seconds, nanoseconds, complete, cookie. */
constexpr size_t kAttributes = 9;

Attributes toAttributes(const double* numbers) {
  Attributes attributes;
  attributes.inode = static_cast<uint64_t>(numbers[0]);
  attributes.epoch = static_cast<uint64_t>(numbers[1]);
  attributes.mode = static_cast<mode_t>(numbers[2]);
  attributes.directory = S_ISDIR(attributes.mode);
  attributes.size = static_cast<uint64_t>(numbers[3]);
  attributes.links = static_cast<uint32_t>(numbers[4]);
  attributes.seconds = static_cast<int64_t>(numbers[5]);
  attributes.nanoseconds = static_cast<int64_t>(numbers[6]);
  return attributes;
}

/* Passes all queued requests to JavaScript. Node calls it after a thread of the session has called `wake`. */
void answerQueue(napi_env env, napi_value handler, void* context, void*) {
  if (env == nullptr) return;
  auto* mount = static_cast<Mount*>(context);
  napi_value undefined;
  napi_get_undefined(env, &undefined);
  uint32_t id = 0;
  Request request;
  while (mount->session.next(id, request)) {
    napi_handle_scope scope;
    napi_open_handle_scope(env, &scope);
    bool waits = request.request != nullptr;
    napi_value values[11];
    napi_create_uint32(env, static_cast<uint32_t>(request.question), &values[0]);
    napi_create_uint32(env, waits ? id : 0, &values[1]);
    napi_create_double(env, static_cast<double>(inodeOf(request.node)), &values[2]);
    napi_create_double(env, static_cast<double>(epochOf(request.node)), &values[3]);
    napi_create_string_utf8(env, request.name.data(), request.name.size(), &values[4]);
    napi_create_int32(env, request.number, &values[5]);
    napi_create_int32(env, request.pid, &values[6]);
    // A read has a position and a length; all other questions have a target directory or nothing.
    napi_create_double(env, static_cast<double>(request.offset), &values[7]);
    napi_create_double(env, static_cast<double>(request.target != 0 ? request.target : request.size), &values[8]);
    napi_create_string_utf8(env, request.targetName.data(), request.targetName.size(), &values[9]);
    values[10] = undefined;
    if (!request.data.empty())
      napi_create_buffer_copy(env, request.data.size(), request.data.data(), nullptr, &values[10]);
    if (napi_call_function(env, undefined, handler, 11, values, nullptr) != napi_ok) {
      // The handler catches its own errors; if one escapes, the kernel must still get an answer.
      napi_value ignored;
      napi_get_and_clear_last_exception(env, &ignored);
      if (waits) mount->session.replyError(id, EIO);
    }
    napi_close_handle_scope(env, scope);
  }
}

/* mount({ directory, source, subtype, allowOther, writable }, handler): mount */
napi_value mount(napi_env env, napi_callback_info info) {
  napi_value values[2];
  if (!arguments(env, info, values)) return fail(env, "mount(options, handler)");
  MountOptions options;
  options.directory = text(env, named(env, values[0], "directory"));
  options.source = text(env, named(env, values[0], "source"));
  options.subtype = text(env, named(env, values[0], "subtype"));
  napi_get_value_bool(env, named(env, values[0], "allowOther"), &options.allowOther);
  napi_get_value_bool(env, named(env, values[0], "writable"), &options.writable);

  auto pointer = std::make_shared<Mount>();
  napi_value name;
  napi_create_string_utf8(env, "descant-mount", NAPI_AUTO_LENGTH, &name);
  // The threadsafe function keeps the mount alive while threads of the session may call it.
  auto* kept = new MountPointer(pointer);
  auto letGo = [](napi_env, void* data, void*) { delete static_cast<MountPointer*>(data); };
  napi_status status = napi_create_threadsafe_function(env, values[1], nullptr, name, 0, 1, kept, letGo, pointer.get(),
                                                       answerQueue, &pointer->wake);
  if (status != napi_ok) {
    delete kept;
    return fail(env, "the handler cannot be called from other threads");
  }
  napi_threadsafe_function wake = pointer->wake;
  std::string reason = pointer->session.start(
      options, [wake] { return napi_call_threadsafe_function(wake, nullptr, napi_tsfn_nonblocking) == napi_ok; });
  if (!reason.empty()) {
    napi_release_threadsafe_function(wake, napi_tsfn_release);
    return fail(env, reason.c_str());
  }
  return wrap(env, pointer);
}

/* finish(mount), after the question `Ended`: releases everything. */
napi_value finish(napi_env env, napi_callback_info info) {
  napi_value values[1];
  if (!arguments(env, info, values)) return fail(env, "finish(mount)");
  MountPointer pointer = unwrap<Mount>(env, values[0]);
  if (pointer == nullptr || pointer->wake == nullptr) return nullptr;
  pointer->session.finish();
  napi_release_threadsafe_function(pointer->wake, napi_tsfn_release);
  pointer->wake = nullptr;
  return nullptr;
}

/*
 * createPlan(path, stamp, kinds, lengths, offsets, details, bytes, blobPaths): plan
 *
 * An offset of memory is a position in `bytes`. A detail is the index of a picture's path, or the page shift of a range
 * of the original. The path is empty for a file without an original.
 */
napi_value createPlan(napi_env env, napi_callback_info info) {
  napi_value values[8];
  if (!arguments(env, info, values))
    return fail(env, "createPlan(path, stamp, kinds, lengths, offsets, details, bytes, blobPaths)");
  size_t pathLength, stampLength, count, lengthCount, offsetCount, detailCount, byteCount, blobPathLength;
  const char* path = elements<char>(env, values[0], napi_uint8_array, pathLength);
  const uint64_t* stamp = elements<uint64_t>(env, values[1], napi_biguint64_array, stampLength);
  const uint8_t* kinds = elements<uint8_t>(env, values[2], napi_uint8_array, count);
  const double* lengths = elements<double>(env, values[3], napi_float64_array, lengthCount);
  const double* offsets = elements<double>(env, values[4], napi_float64_array, offsetCount);
  const uint32_t* details = elements<uint32_t>(env, values[5], napi_uint32_array, detailCount);
  const char* bytes = elements<char>(env, values[6], napi_uint8_array, byteCount);
  const char* blobPaths = elements<char>(env, values[7], napi_uint8_array, blobPathLength);
  if (stampLength != 4 || lengthCount != count || offsetCount != count || detailCount != count)
    return fail(env, "createPlan: arrays of different lengths");

  std::vector<std::string> paths = texts(blobPaths, blobPathLength);
  std::vector<Segment> segments;
  segments.reserve(count);
  uint64_t start = 0;
  for (size_t index = 0; index < count; ++index) {
    auto kind = static_cast<SegmentKind>(kinds[index]);
    uint32_t blob = kind == SegmentKind::Blob ? details[index] : 0;
    uint32_t shift = kind == SegmentKind::Source ? details[index] : 0;
    Segment segment{kind, blob, start, static_cast<uint64_t>(lengths[index]), static_cast<uint64_t>(offsets[index]),
                    shift};
    bool inside = segment.kind != SegmentKind::Bytes || segment.offset + segment.length <= byteCount;
    bool known = kinds[index] <= 3 && (segment.kind != SegmentKind::Blob || segment.blob < paths.size()) &&
                 (segment.kind != SegmentKind::Source || pathLength != 0);
    if (segment.length == 0 || !inside || !known) return fail(env, "createPlan: a segment points nowhere");
    segments.push_back(segment);
    start += segment.length;
  }
  Stamp facts{stamp[0], stamp[1], static_cast<int64_t>(stamp[2]), static_cast<int64_t>(stamp[3])};
  return wrap(env, std::make_shared<Plan>(std::string(path, pathLength), facts, std::move(segments),
                                          std::vector<char>(bytes, bytes + byteCount), std::move(paths)));
}

napi_value replyError(napi_env env, napi_callback_info info) {
  napi_value values[3];
  if (!arguments(env, info, values)) return fail(env, "replyError(mount, id, errno)");
  MountPointer pointer = unwrap<Mount>(env, values[0]);
  if (pointer != nullptr)
    pointer->session.replyError(integer(env, values[1]), static_cast<int>(number(env, values[2])));
  return nullptr;
}

napi_value replyEntry(napi_env env, napi_callback_info info) {
  napi_value values[5];
  if (!arguments(env, info, values)) return fail(env, "replyEntry(mount, id, attributes, entryTimeout, watched)");
  MountPointer pointer = unwrap<Mount>(env, values[0]);
  size_t count;
  const double* numbers = elements<double>(env, values[2], napi_float64_array, count);
  if (pointer == nullptr || count < kAttributes) return fail(env, "replyEntry: attributes are missing");
  bool watched = boolean(env, values[4]);
  pointer->session.replyEntry(integer(env, values[1]), toAttributes(numbers),
                              {number(env, values[3]), watched ? 0 : Session::kNoExpiry}, watched);
  return nullptr;
}

napi_value replyAbsent(napi_env env, napi_callback_info info) {
  napi_value values[3];
  if (!arguments(env, info, values)) return fail(env, "replyAbsent(mount, id, timeout)");
  MountPointer pointer = unwrap<Mount>(env, values[0]);
  if (pointer != nullptr) pointer->session.replyAbsent(integer(env, values[1]), number(env, values[2]));
  return nullptr;
}

napi_value replyAttributes(napi_env env, napi_callback_info info) {
  napi_value values[4];
  if (!arguments(env, info, values)) return fail(env, "replyAttributes(mount, id, attributes, watched)");
  MountPointer pointer = unwrap<Mount>(env, values[0]);
  size_t count;
  const double* numbers = elements<double>(env, values[2], napi_float64_array, count);
  if (pointer == nullptr || count < kAttributes) return fail(env, "replyAttributes: attributes are missing");
  pointer->session.replyAttributes(integer(env, values[1]), toAttributes(numbers),
                                   boolean(env, values[3]) ? 0 : Session::kNoExpiry);
  return nullptr;
}

/* replyOpen(mount, id, plan or null, watched) */
napi_value replyOpen(napi_env env, napi_callback_info info) {
  napi_value values[4];
  if (!arguments(env, info, values)) return fail(env, "replyOpen(mount, id, plan, watched)");
  MountPointer pointer = unwrap<Mount>(env, values[0]);
  PlanPointer plan = unwrap<Plan>(env, values[2]);
  if (pointer == nullptr) return nullptr;
  uint32_t id = integer(env, values[1]);
  if (plan == nullptr) {
    pointer->session.replyOpenWatched(id);
    return nullptr;
  }
  Request request;
  if (!pointer->session.takeOpen(id, request, plan)) return nullptr;
  auto* work = new Work();
  bool watched = boolean(env, values[3]);
  work->run = [pointer, plan, request, watched] { pointer->session.finishOpen(request, plan, watched); };
  queue(env, "descant-open", work);
  return nullptr;
}

/* replyCreate(mount, id, attributes) */
napi_value replyCreate(napi_env env, napi_callback_info info) {
  napi_value values[3];
  if (!arguments(env, info, values)) return fail(env, "replyCreate(mount, id, attributes)");
  MountPointer pointer = unwrap<Mount>(env, values[0]);
  size_t count;
  const double* numbers = elements<double>(env, values[2], napi_float64_array, count);
  if (pointer == nullptr || count < kAttributes) return fail(env, "replyCreate: attributes are missing");
  pointer->session.replyCreate(integer(env, values[1]), toAttributes(numbers));
  return nullptr;
}

/* replyData(mount, id, bytes) */
napi_value replyData(napi_env env, napi_callback_info info) {
  napi_value values[3];
  if (!arguments(env, info, values)) return fail(env, "replyData(mount, id, bytes)");
  MountPointer pointer = unwrap<Mount>(env, values[0]);
  size_t length;
  const char* bytes = elements<char>(env, values[2], napi_uint8_array, length);
  if (pointer != nullptr) pointer->session.replyData(integer(env, values[1]), bytes, length);
  return nullptr;
}

/* replyWritten(mount, id, count) */
napi_value replyWritten(napi_env env, napi_callback_info info) {
  napi_value values[3];
  if (!arguments(env, info, values)) return fail(env, "replyWritten(mount, id, count)");
  MountPointer pointer = unwrap<Mount>(env, values[0]);
  if (pointer != nullptr) pointer->session.replyWritten(integer(env, values[1]), integer(env, values[2]));
  return nullptr;
}

/* Calls a method of the session for the node of the arguments (mount, inode, epoch). */
napi_value onNode(napi_env env, napi_callback_info info, const char* usage, void (Session::*method)(uint64_t)) {
  napi_value values[3];
  if (!arguments(env, info, values)) return fail(env, usage);
  MountPointer pointer = unwrap<Mount>(env, values[0]);
  uint64_t node =
      nodeNumber(static_cast<uint64_t>(number(env, values[1])), static_cast<uint64_t>(number(env, values[2])));
  if (pointer != nullptr) (pointer->session.*method)(node);
  return nullptr;
}

napi_value divert(napi_env env, napi_callback_info info) {
  return onNode(env, info, "divert(mount, inode, epoch)", &Session::divert);
}

napi_value retire(napi_env env, napi_callback_info info) {
  return onNode(env, info, "retire(mount, inode, epoch)", &Session::retire);
}

/* A listing from the attributes of its entries and their names, each ended by a zero. */
std::shared_ptr<Listing> toListing(napi_env env, napi_value attributes, napi_value zeroEnded) {
  size_t count, length;
  const double* numbers = elements<double>(env, attributes, napi_float64_array, count);
  const char* names = elements<char>(env, zeroEnded, napi_uint8_array, length);
  auto listing = std::make_shared<Listing>();
  listing->names.assign(names, length);
  listing->entries.reserve(count / kAttributes);
  size_t at = 0;
  for (size_t index = 0; index + kAttributes <= count && at < length; index += kAttributes) {
    listing->entries.push_back(
        {toAttributes(numbers + index), static_cast<uint64_t>(numbers[index + 8]), numbers[index + 7] != 0, at});
    at += strnlen(names + at, length - at) + 1;
  }
  return listing;
}

/* replyListing(mount, id, attributes, names) */
napi_value replyListing(napi_env env, napi_callback_info info) {
  napi_value values[4];
  if (!arguments(env, info, values)) return fail(env, "replyListing(mount, id, attributes, names)");
  MountPointer pointer = unwrap<Mount>(env, values[0]);
  if (pointer != nullptr) pointer->session.replyListing(integer(env, values[1]), toListing(env, values[2], values[3]));
  return nullptr;
}

/* offerListing(mount, inode, attributes, names) */
napi_value offerListing(napi_env env, napi_callback_info info) {
  napi_value values[4];
  if (!arguments(env, info, values)) return fail(env, "offerListing(mount, inode, attributes, names)");
  MountPointer pointer = unwrap<Mount>(env, values[0]);
  if (pointer != nullptr)
    pointer->session.offerListing(static_cast<uint64_t>(number(env, values[1])), toListing(env, values[2], values[3]));
  return nullptr;
}

/* hasListing(mount, inode): boolean */
napi_value hasListing(napi_env env, napi_callback_info info) {
  napi_value values[2], result = nullptr;
  if (!arguments(env, info, values)) return fail(env, "hasListing(mount, inode)");
  MountPointer pointer = unwrap<Mount>(env, values[0]);
  napi_get_boolean(
      env, pointer != nullptr && pointer->session.hasListing(static_cast<uint64_t>(number(env, values[1]))), &result);
  return result;
}

/* dropListing(mount, inode) */
napi_value dropListing(napi_env env, napi_callback_info info) {
  napi_value values[2];
  if (!arguments(env, info, values)) return fail(env, "dropListing(mount, inode)");
  MountPointer pointer = unwrap<Mount>(env, values[0]);
  if (pointer != nullptr) pointer->session.dropListing(static_cast<uint64_t>(number(env, values[1])));
  return nullptr;
}

std::vector<uint64_t> inodes(napi_env env, napi_value value) {
  size_t count;
  const double* numbers = elements<double>(env, value, napi_float64_array, count);
  return std::vector<uint64_t>(numbers, numbers + count);
}

/* forget(mount, parents, names, directories): promise */
napi_value forget(napi_env env, napi_callback_info info) {
  napi_value values[4];
  if (!arguments(env, info, values)) return fail(env, "forget(mount, parents, names, directories)");
  MountPointer pointer = unwrap<Mount>(env, values[0]);
  std::vector<uint64_t> parents = inodes(env, values[1]);
  size_t length;
  const char* data = elements<char>(env, values[2], napi_uint8_array, length);
  std::vector<std::string> names = texts(data, length);
  if (pointer == nullptr || names.size() != parents.size()) return fail(env, "forget: as many parents as names");
  auto* work = new Work();
  work->run = [pointer, parents = std::move(parents), names = std::move(names), directories = inodes(env, values[3])] {
    pointer->session.forgetNames(parents, names);
    pointer->session.forgetDirectories(directories);
  };
  napi_value promise;
  napi_create_promise(env, &work->done, &promise);
  queue(env, "descant-forget", work);
  return promise;
}

/* setStatistics(mount, blocks, free, files) */
napi_value setStatistics(napi_env env, napi_callback_info info) {
  napi_value values[4];
  if (!arguments(env, info, values)) return fail(env, "setStatistics(mount, blocks, free, files)");
  MountPointer pointer = unwrap<Mount>(env, values[0]);
  if (pointer != nullptr)
    pointer->session.setStatistics(number(env, values[1]), number(env, values[2]), number(env, values[3]));
  return nullptr;
}

/*
 * unmount(directory, flags): promise of 0 or an error number. The flags are those of umount2(2). On the thread pool:
 * the kernel may wait for pages that are still to be written, and JavaScript answers those writes.
 */
napi_value unmount(napi_env env, napi_callback_info info) {
  napi_value values[2];
  if (!arguments(env, info, values)) return fail(env, "unmount(directory, flags)");
  auto* work = new Work();
  work->run = [work, directory = text(env, values[0]), flags = static_cast<int>(integer(env, values[1]))] {
    if (umount2(directory.c_str(), flags | UMOUNT_NOFOLLOW) != 0) work->error = errno;
  };
  napi_value promise;
  napi_create_promise(env, &work->done, &promise);
  queue(env, "descant-unmount", work);
  return promise;
}

/* The hash of the sources. `driver-files.mjs` finds it in the file by the text before it. */
constexpr char kBuiltFrom[] = "descant-driver-built-from:" DESCANT_BUILT_FROM;

napi_value initialise(napi_env env, napi_value exports) {
  const std::pair<const char*, napi_callback> functions[] = {
      {"mount", mount},
      {"finish", finish},
      {"createPlan", createPlan},
      {"replyError", replyError},
      {"replyEntry", replyEntry},
      {"replyAbsent", replyAbsent},
      {"replyAttributes", replyAttributes},
      {"replyOpen", replyOpen},
      {"replyCreate", replyCreate},
      {"replyData", replyData},
      {"replyWritten", replyWritten},
      {"divert", divert},
      {"retire", retire},
      {"replyListing", replyListing},
      {"offerListing", offerListing},
      {"hasListing", hasListing},
      {"dropListing", dropListing},
      {"forget", forget},
      {"setStatistics", setStatistics},
      {"unmount", unmount},
  };
  for (const auto& [name, function] : functions) {
    napi_value value;
    napi_create_function(env, name, NAPI_AUTO_LENGTH, function, nullptr, &value);
    napi_set_named_property(env, exports, name, value);
  }
  napi_value from;
  napi_create_string_utf8(env, kBuiltFrom, NAPI_AUTO_LENGTH, &from);
  napi_set_named_property(env, exports, "builtFrom", from);
  return exports;
}

}  // namespace
}  // namespace descant

NAPI_MODULE_INIT() { return descant::initialise(env, exports); }
