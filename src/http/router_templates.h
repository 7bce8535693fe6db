// From a handler's type to a Route. Included by http/router.h.
#pragma once

#include <array>
#include <memory>
#include <tuple>

#include "base/check.h"
#include "http/query.h"
#include "http/router.h"

namespace baton::http {

namespace router_detail {

template <class F>
struct Signature : Signature<decltype(&F::operator())> {};
template <class C, class R, class... A>
struct Signature<R (C::*)(const Call&, A...) const> {
  using Returned = R;
  using Arguments = std::tuple<std::remove_cvref_t<A>...>;
};
template <class R, class... A>
struct Signature<R (*)(const Call&, A...)> {
  using Returned = R;
  using Arguments = std::tuple<std::remove_cvref_t<A>...>;
};

template <class T>
inline constexpr bool kIsPath =
    std::is_same_v<T, Id> || std::is_same_v<T, std::string> || std::is_same_v<T, std::int64_t> ||
    std::is_same_v<T, Day> || json::DescribedEnum<T>;

template <class Arguments>
constexpr std::size_t CountPath() {
  return []<std::size_t... I>(std::index_sequence<I...>) {
    return (std::size_t{0} + ... + (kIsPath<std::tuple_element_t<I, Arguments>> ? 1u : 0u));
  }
  (std::make_index_sequence<std::tuple_size_v<Arguments>>());
}

tl::unexpected<Problem> NoSuchPath();
// The parsed body; `is_empty_allowed` takes no body as {}.
Result<json::Value> ParseBody(const Inputs& inputs, bool is_patch);
void SetVersionTag(Answer& answer, std::int64_t version);
Answer OpenEvents(const Call& call, const EventStream& stream);

// The members of T as parameters of the query.
template <class T>
std::vector<Parameter> DescribeQuery(json::Schemas& schemas) {
  std::vector<Parameter> all;
  boost::mp11::mp_for_each<json::MembersOf<T>>([&](auto member) {
    using Type = json::MemberType<T, decltype(member)>;
    if constexpr (json::IsOptional<Type>::value) {
      all.push_back({member.name, "query", false,
                     json::SchemaOf<typename Type::value_type>(schemas, json::Use::input)});
    } else {
      all.push_back({member.name, "query", false, json::SchemaOf<Type>(schemas, json::Use::input)});
    }
  });
  return all;
}

template <class T>
Result<T> ReadPath(const std::string& text) {
  if constexpr (std::is_same_v<T, std::string>) {
    return text;
  } else {
    auto value = ParseParameter<T>(text);
    if (!value) return NoSuchPath();
    return *value;
  }
}

template <class T, bool kFromQuery>
Result<T> ReadArgument(const Inputs& inputs, std::size_t index) {
  if constexpr (kIsPath<T>) {
    return ReadPath<T>(inputs.path_values.at(index));
  } else if constexpr (kFromQuery) {
    return ReadQuery<T>(inputs.request.parameters);
  } else {
    auto value = ParseBody(inputs, json::IsPatch<T>::value);
    if (!value) return Fail(std::move(value.error()));
    if constexpr (json::IsPatch<T>::value) {
      auto patch = T::From(*value);
      if (!patch) return Fail(std::move(patch.error()));
      return std::move(*patch);
    } else {
      auto input = json::FromJson<T>(*value);
      if (!input) return Fail(std::move(input.error()));
      return std::move(*input);
    }
  }
}

template <class T>
Answer AnswerOf(const T& result, int status) {
  if constexpr (std::is_same_v<T, Done>) {
    return Answer{.status = status, .content_type = ""};
  } else if constexpr (std::is_same_v<T, Answer>) {
    return result;
  } else if constexpr (std::is_same_v<T, File>) {
    return AnswerOfFile(result, status);
  } else {
    Answer answer{.status = status, .body = json::ToText(result)};
    if constexpr (requires {
                    { result.version } -> std::convertible_to<std::int64_t>;
                  }) {
      SetVersionTag(answer, result.version);
    }
    return answer;
  }
}

template <class F, bool kFromQuery>
std::function<Result<Answer>(const Call&, const Inputs&)> Runner(F handler, int status) {
  using Arguments = typename Signature<F>::Arguments;
  using Returned = typename Signature<F>::Returned;
  return [handler = std::move(handler), status](const Call& call, const Inputs& inputs) -> Result<Answer> {
    return [&]<std::size_t... I>(std::index_sequence<I...>)->Result<Answer> {
      std::tuple<Result<std::tuple_element_t<I, Arguments>>...> read{
          ReadArgument<std::tuple_element_t<I, Arguments>, kFromQuery>(inputs, I)...};
      std::optional<Problem> problem;
      (void)((std::get<I>(read) ? true : (problem = std::move(std::get<I>(read).error()), false)) && ...);
      if (problem) return Fail(std::move(*problem));
      Returned result = handler(call, *std::get<I>(read)...);
      if (!result) return Fail(std::move(result.error()));
      if constexpr (std::is_same_v<typename Returned::value_type, EventStream>) {
        return OpenEvents(call, *result);
      } else {
        return AnswerOf(*result, call.answer().status().value_or(status));
      }
    }
    (std::make_index_sequence<std::tuple_size_v<Arguments>>());
  };
}

template <class T, bool kFromQuery>
void DescribeArgument(Route& route) {
  if constexpr (kIsPath<T>) {
    return;
  } else if constexpr (kFromQuery) {
    auto path_parameters = std::move(route.parameters);
    route.parameters = [path_parameters = std::move(path_parameters)](json::Schemas& schemas) {
      auto all = path_parameters(schemas);
      for (auto& parameter : DescribeQuery<T>(schemas)) all.push_back(std::move(parameter));
      return all;
    };
  } else if constexpr (json::IsPatch<T>::value) {
    route.body_type = "application/merge-patch+json";
    route.body = [](json::Schemas& schemas) {
      return json::SchemaOf<typename T::Target>(schemas, json::Use::patch);
    };
  } else {
    route.body_type = "application/json";
    route.body = [](json::Schemas& schemas) { return json::SchemaOf<T>(schemas, json::Use::input); };
  }
}

template <Method kMethod, class F>
Route MakeRoute(std::string path, RouteOptions options, F handler) {
  using Arguments = typename Signature<F>::Arguments;
  using Out = typename Signature<F>::Returned::value_type;
  constexpr bool kFromQuery = kMethod == Method::get || kMethod == Method::remove;
  constexpr std::size_t kPath = CountPath<Arguments>();
  static_assert(std::tuple_size_v<Arguments> <= kPath + 1, "path parameters, then at most one struct");

  Route route;
  route.method = kMethod;
  route.path = std::move(path);
  route.options = std::move(options);
  route.is_versioned = route.options.versioned.value_or(kMethod == Method::patch);
  route.status = std::is_same_v<Out, Done> ? 204 : kMethod == Method::post ? 201 : 200;
  if (route.options.status != 0) route.status = route.options.status;
  route.result_type = &typeid(Out);
  if constexpr (!std::is_same_v<Out, EventStream>) {
    route.answer_of = [status = route.status](const void* result) {
      return AnswerOf(*static_cast<const Out*>(result), status);
    };
  }
  if constexpr (json::DescribedStruct<Out>) {
    route.result = [](json::Schemas& schemas) { return json::SchemaOf<Out>(schemas, json::Use::output); };
  }
  if constexpr (std::is_same_v<Out, File>) route.result_type_name = "file";
  if constexpr (std::is_same_v<Out, EventStream>) route.result_type_name = "events";

  route.path_names = PathNames(route.path);
  Check(route.path_names.size() == kPath, "a handler takes each parameter of its path");
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    route.parameters = [names = route.path_names](json::Schemas& schemas) {
      std::vector<Parameter> all;
      [[maybe_unused]] auto add = [&]<class T>(std::type_identity<T>) {
        if constexpr (kIsPath<T>) {
          all.push_back({names[all.size()], "path", true, json::SchemaOf<T>(schemas, json::Use::input)});
        }
      };
      (add(std::type_identity<std::tuple_element_t<I, Arguments>>()), ...);
      return all;
    };
    (DescribeArgument<std::tuple_element_t<I, Arguments>, kFromQuery>(route), ...);
  }
  (std::make_index_sequence<std::tuple_size_v<Arguments>>());
  route.run = Runner<F, kFromQuery>(std::move(handler), route.status);
  return route;
}

}  // namespace router_detail

template <class F>
void Router::Get(std::string path, RouteOptions options, F handler) {
  Add(router_detail::MakeRoute<Method::get>(std::move(path), std::move(options), std::move(handler)));
}
template <class F>
void Router::Post(std::string path, RouteOptions options, F handler) {
  Add(router_detail::MakeRoute<Method::post>(std::move(path), std::move(options), std::move(handler)));
}
template <class F>
void Router::Patch(std::string path, RouteOptions options, F handler) {
  Add(router_detail::MakeRoute<Method::patch>(std::move(path), std::move(options), std::move(handler)));
}
template <class F>
void Router::Delete(std::string path, RouteOptions options, F handler) {
  Add(router_detail::MakeRoute<Method::remove>(std::move(path), std::move(options), std::move(handler)));
}
template <class F>
void Router::Events(std::string path, RouteOptions options, F handler) {
  Add(router_detail::MakeRoute<Method::get>(std::move(path), std::move(options), std::move(handler)));
}

}  // namespace baton::http
