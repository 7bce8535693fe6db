// The template of Call::Write. Included by http/call.h.
#pragma once

#include <typeinfo>

#include "db/database.h"
#include "http/call.h"

namespace baton::http {

template <class F>
std::invoke_result_t<F&, db::Tx&> Call::Write(F&& closure) const {
  using Out = std::invoke_result_t<F&, db::Tx&>;
  return database().Write([&](db::Tx& tx) -> Out {
    Out out = closure(tx);
    if (out) KeepAnswer(tx, typeid(typename Out::value_type), &*out);
    return out;
  });
}

}  // namespace baton::http
