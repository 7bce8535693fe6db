// A change as JSON Merge Patch (RFC 7396) over an input struct: a member that is absent is left alone, null
// clears it, anything else replaces it. An object replaces the whole of a nested struct's named members in
// the same way; arrays are replaced as a whole. Unknown members and null for what cannot be empty are faults.
//
//   [](const Call& call, Id id, const json::Patch<AccountInput>& patch) -> Result<Account> {
//     ...
//     const AccountInput input = patch.Apply(InputOf(account));  // the present values, changed
//     if (patch.Has(&AccountInput::owner_id)) ...
#pragma once

#include <boost/json/object.hpp>

#include "json/from_json.h"
#include "json/json.h"

namespace baton::json {

template <class T>
class Patch {
 public:
  static_assert(DescribedStruct<T>);
  using Target = T;

  static tl::expected<Patch, Faults> From(const Value& value) {
    Reader reader;
    Patch patch;
    if (const Object* object = reader.ReadObject(value)) {
      patch.object_ = *object;
      T scratch{};
      Merge(reader, *object, scratch);
    }
    if (!reader.faults().empty()) return tl::unexpected<Faults>(std::move(reader.faults()));
    return patch;
  }

  bool IsEmpty() const { return object_.empty(); }

  // Does the patch change (or clear) this member?
  template <class M>
  bool Has(M T::*wanted) const {
    bool has = false;
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) {
      if constexpr (std::is_same_v<decltype(member.pointer), M T::*const> ||
                    std::is_same_v<std::remove_cv_t<decltype(member.pointer)>, M T::*>) {
        if (member.pointer == wanted) has = object_.contains(member.name);
      }
    });
    return has;
  }

  // `present` with the patch applied. It cannot fail: the faults were found when the patch was read.
  T Apply(T present) const {
    Reader reader;
    Merge(reader, object_, present);
    return present;
  }

 private:
  template <class S>
  static void Merge(Reader& reader, const Object& object, S& out) {
    std::size_t known = 0;
    boost::mp11::mp_for_each<MembersOf<S>>([&](auto member) {
      const Value* value = object.if_contains(member.name);
      if (!value) return;
      ++known;
      const Reader::Step step(reader, std::string_view(member.name));
      MergeMember(reader, *value, out.*member.pointer);
    });
    if (known == object.size()) return;
    for (const auto& entry : object) {
      bool is_known = false;
      boost::mp11::mp_for_each<MembersOf<S>>(
          [&](auto member) { is_known = is_known || entry.key() == member.name; });
      if (!is_known) reader.AddUnknown(entry.key());
    }
  }

  template <class M>
  static void MergeMember(Reader& reader, const Value& value, M& out) {
    if constexpr (DescribedStruct<M>) {
      if (const Object* object = reader.ReadObject(value)) Merge(reader, *object, out);
    } else {
      reader.Read(value, out);
    }
  }

  Object object_;
};

template <class T>
struct IsPatch : std::false_type {};
template <class T>
struct IsPatch<Patch<T>> : std::true_type {};

}  // namespace baton::json
