// Included before better-sqlite3's own sources when they are compiled for Node-API 8 (Electron 22). better-sqlite3 keeps
// persistent references to strings, which Node-API allows from version 10 on: below that only objects, functions and
// symbols can be referenced. Here the string is kept as the only element of an array, and the array is referenced.
#pragma once
#include <napi.h>

namespace Napi {

template <>
inline Reference<String> Reference<String>::New(const String& value, uint32_t initialRefcount) {
  napi_env env = value.Env();
  napi_value holder = nullptr;
  napi_status status = napi_create_array_with_length(env, 1, &holder);
  NAPI_THROW_IF_FAILED(env, status, Reference<String>());
  status = napi_set_element(env, holder, 0, value);
  NAPI_THROW_IF_FAILED(env, status, Reference<String>());
  napi_ref ref = nullptr;
  status = napi_create_reference(env, holder, initialRefcount, &ref);
  NAPI_THROW_IF_FAILED(env, status, Reference<String>());
  return Reference<String>(env, ref);
}

template <>
inline String Reference<String>::Value() const {
  if (_ref == nullptr) return String(_env, nullptr);
  napi_value holder = nullptr;
  napi_status status = napi_get_reference_value(_env, _ref, &holder);
  NAPI_THROW_IF_FAILED(_env, status, String());
  napi_value value = nullptr;
  status = napi_get_element(_env, holder, 0, &value);
  NAPI_THROW_IF_FAILED(_env, status, String());
  return String(_env, value);
}

}  // namespace Napi
