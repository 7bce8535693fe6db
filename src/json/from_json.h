// JSON to structs, collecting every fault. Included by json/json.h.
#pragma once

#include <boost/mp11.hpp>
#include <cstdint>
#include <limits>

#include "json/json.h"
#include "json/traits.h"

namespace baton::json {

// Reads one document; paths are "contacts[0].name". For the templates below.
class Reader {
 public:
  void Add(std::string key, Arguments arguments = {});
  // "must be one of: a, b"
  void AddNotOneOf(const std::vector<std::string_view>& names);
  void AddUnknown(std::string_view member);

  bool ReadText(const Value& value, std::string& out);
  bool ReadDouble(const Value& value, double& out);
  bool ReadBool(const Value& value, bool& out);
  bool ReadInteger(const Value& value, std::int64_t minimum, std::int64_t maximum, std::int64_t& out);
  bool ReadId(const Value& value, Id& out);
  bool ReadInstant(const Value& value, Instant& out);
  bool ReadDay(const Value& value, Day& out);
  // Null with a fault when it is no object or array.
  const Object* ReadObject(const Value& value);
  const Array* ReadArray(const Value& value);

  template <class T>
  void Read(const Value& value, T& out);
  template <class T>
  void ReadMembers(const Object& object, T& out);

  // Steps into a member or an item for as long as it lives.
  class Step {
   public:
    Step(Reader& reader, std::string_view member);
    Step(Reader& reader, std::size_t index);
    ~Step() { reader_.path_.resize(length_); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    Reader& reader_;
    std::size_t length_;
  };

  Faults& faults() { return faults_; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  Faults faults_;
};

template <class T>
void Reader::ReadMembers(const Object& object, T& out) {
  std::size_t known = 0;
  boost::mp11::mp_for_each<MembersOf<T>>([&](auto member) {
    using Type = MemberType<T, decltype(member)>;
    const Step step(*this, std::string_view(member.name));
    const Value* value = object.if_contains(member.name);
    if (value) {
      ++known;
      Read(*value, out.*member.pointer);
    } else if constexpr (!kMayBeAbsent<T, Type>) {
      Add("problem.field.required");
    }
  });
  if (known == object.size()) return;
  for (const auto& entry : object) {
    bool is_known = false;
    boost::mp11::mp_for_each<MembersOf<T>>(
        [&](auto member) { is_known = is_known || entry.key() == member.name; });
    if (!is_known) AddUnknown(entry.key());
  }
}

template <class T>
void Reader::Read(const Value& value, T& out) {
  if constexpr (std::is_same_v<T, Value>) {
    out = value;
  } else if constexpr (std::is_same_v<T, bool>) {
    ReadBool(value, out);
  } else if constexpr (std::is_same_v<T, double>) {
    ReadDouble(value, out);
  } else if constexpr (std::is_integral_v<T>) {
    static_assert(std::is_signed_v<T> || sizeof(T) < 8, "use a signed 64-bit integer");
    std::int64_t number = 0;
    if (ReadInteger(value, std::numeric_limits<T>::min(), std::numeric_limits<T>::max(), number)) {
      out = static_cast<T>(number);
    }
  } else if constexpr (std::is_same_v<T, std::string>) {
    ReadText(value, out);
  } else if constexpr (DescribedEnum<T>) {
    const auto found =
        value.is_string() ? EnumOf<T>(std::string_view(value.get_string())) : std::optional<T>();
    if (found) {
      out = *found;
      return;
    }
    std::vector<std::string_view> names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
        [&](auto enumerator) { names.emplace_back(enumerator.name); });
    AddNotOneOf(names);
  } else if constexpr (std::is_same_v<T, Id>) {
    ReadId(value, out);
  } else if constexpr (std::is_same_v<T, Instant>) {
    ReadInstant(value, out);
  } else if constexpr (std::is_same_v<T, Day>) {
    ReadDay(value, out);
  } else if constexpr (IsOptional<T>::value) {
    if (value.is_null()) {
      out.reset();
    } else {
      Read(value, out.emplace());
    }
  } else if constexpr (IsVector<T>::value) {
    out.clear();
    if (value.is_null()) return;
    const Array* array = ReadArray(value);
    if (!array) return;
    out.reserve(array->size());
    for (std::size_t index = 0; index < array->size(); ++index) {
      const Step step(*this, index);
      typename T::value_type item{};
      Read((*array)[index], item);
      out.push_back(std::move(item));
    }
  } else if constexpr (IsMap<T>::value) {
    out.clear();
    if (value.is_null()) return;
    const Object* object = ReadObject(value);
    if (!object) return;
    for (const auto& entry : *object) {
      const Step step(*this, entry.key());
      std::string key;
      if (ReadText(Value(entry.key()), key)) Read(entry.value(), out[key]);
    }
  } else {
    static_assert(DescribedStruct<T>,
                  "this type has no form in JSON: describe it with BOOST_DESCRIBE_STRUCT");
    if (const Object* object = ReadObject(value)) ReadMembers(*object, out);
  }
}

template <class T>
tl::expected<T, Faults> FromJson(const Value& value) {
  Reader reader;
  T out{};
  reader.Read(value, out);
  if (!reader.faults().empty()) return tl::unexpected<Faults>(std::move(reader.faults()));
  return out;
}

template <class T>
Result<T> FromText(std::string_view text) {
  auto value = Parse(text);
  if (!value) return Fail(std::move(value.error()));
  auto out = FromJson<T>(*value);
  if (!out) return Fail(std::move(out.error()));
  return std::move(*out);
}

}  // namespace baton::json
