/*
 * Conversion of JavaScript values, and work for Node's thread pool.
 */
#pragma once

#define NAPI_VERSION 8
#include <node_api.h>
#include <string.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace descant {

inline napi_value fail(napi_env env, const char* message) {
  napi_throw_error(env, nullptr, message);
  return nullptr;
}

template <size_t count>
inline bool arguments(napi_env env, napi_callback_info info, napi_value (&values)[count]) {
  size_t given = count;
  return napi_get_cb_info(env, info, &given, values, nullptr, nullptr) == napi_ok && given >= count;
}

inline double number(napi_env env, napi_value value) {
  double result = 0;
  napi_get_value_double(env, value, &result);
  return result;
}

inline uint32_t integer(napi_env env, napi_value value) {
  uint32_t result = 0;
  napi_get_value_uint32(env, value, &result);
  return result;
}

inline bool boolean(napi_env env, napi_value value) {
  bool result = false;
  napi_get_value_bool(env, value, &result);
  return result;
}

inline std::string text(napi_env env, napi_value value) {
  size_t length = 0;
  if (napi_get_value_string_utf8(env, value, nullptr, 0, &length) != napi_ok) return "";
  std::string result(length, '\0');
  napi_get_value_string_utf8(env, value, result.data(), length + 1, &length);
  return result;
}

inline napi_value named(napi_env env, napi_value object, const char* name) {
  napi_value value = nullptr;
  napi_get_named_property(env, object, name, &value);
  return value;
}

/* The elements of a typed array, or null when it is of another type. */
template <typename T>
const T* elements(napi_env env, napi_value value, napi_typedarray_type wanted, size_t& length) {
  napi_typedarray_type type;
  void* data = nullptr;
  length = 0;
  if (napi_get_typedarray_info(env, value, &type, &length, &data, nullptr, nullptr) != napi_ok || type != wanted)
    return nullptr;
  return static_cast<const T*>(data);
}

/* Consecutive texts, each ended by a zero. */
inline std::vector<std::string> texts(const char* data, size_t length) {
  std::vector<std::string> result;
  for (size_t start = 0; start < length;) {
    size_t size = strnlen(data + start, length - start);
    result.emplace_back(data + start, size);
    start += size + 1;
  }
  return result;
}

template <typename T>
inline napi_value wrap(napi_env env, std::shared_ptr<T> pointer) {
  napi_value result = nullptr;
  auto* holder = new std::shared_ptr<T>(std::move(pointer));
  auto finalize = [](napi_env, void* data, void*) { delete static_cast<std::shared_ptr<T>*>(data); };
  if (napi_create_external(env, holder, finalize, nullptr, &result) != napi_ok) delete holder;
  return result;
}

template <typename T>
std::shared_ptr<T> unwrap(napi_env env, napi_value value) {
  void* data = nullptr;
  if (napi_get_value_external(env, value, &data) != napi_ok || data == nullptr) return nullptr;
  return *static_cast<std::shared_ptr<T>*>(data);
}

/*
 * Work for Node's thread pool: calls that may wait for a disk or for the kernel. `run` is executed there; `done`, if it
 * is set, is resolved afterwards with `error`.
 */
struct Work {
  std::function<void()> run;
  int32_t error = 0;
  napi_deferred done = nullptr;
  napi_async_work handle = nullptr;
};

inline void queue(napi_env env, const char* label, Work* work) {
  napi_value name;
  napi_create_string_utf8(env, label, NAPI_AUTO_LENGTH, &name);
  auto execute = [](napi_env, void* data) { static_cast<Work*>(data)->run(); };
  auto complete = [](napi_env env, napi_status, void* data) {
    auto* work = static_cast<Work*>(data);
    if (work->done != nullptr) {
      napi_value error;
      napi_create_int32(env, work->error, &error);
      napi_resolve_deferred(env, work->done, error);
    }
    napi_delete_async_work(env, work->handle);
    delete work;
  };
  napi_create_async_work(env, nullptr, name, execute, complete, work, &work->handle);
  napi_queue_async_work(env, work->handle);
}

}  // namespace descant
