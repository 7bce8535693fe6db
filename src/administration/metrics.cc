#include "administration/metrics.h"

#include <fmt/format.h>
#include <sodium.h>

#include <boost/describe/class.hpp>
#include <vector>

#include "http/router.h"

namespace baton::administration {
namespace {

struct StateCount {
  std::string kind;
  std::string state;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(StateCount, (), (kind, state, count))

class Exposition {
 public:
  void Begin(std::string_view name, std::string_view type, std::string_view help) {
    text_ += fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, type);
  }
  template <class Number>
  void Add(std::string_view name, std::string_view labels, Number value) {
    text_ += labels.empty() ? fmt::format("{} {}\n", name, value)
                            : fmt::format("{}{{{}}} {}\n", name, labels, value);
  }
  std::string Take() { return std::move(text_); }

 private:
  std::string text_;
};

std::string Label(std::string_view name, std::string_view value) {
  std::string escaped;
  for (const char c : value) {
    if (c == '\\' || c == '"') escaped += '\\';
    if (c == '\n') {
      escaped += "\\n";
    } else {
      escaped += c;
    }
  }
  return fmt::format("{}=\"{}\"", name, escaped);
}

void AddRequests(Exposition& out, const Meter::Counts& counts) {
  out.Begin("baton_http_requests_total", "counter", "Answers by route and status since the start.");
  for (const auto& route : counts.answers) {
    for (const auto& status : route.second) {
      out.Add("baton_http_requests_total",
              Label("route", route.first) + "," + Label("status", std::to_string(status.first)),
              status.second);
    }
  }
  constexpr std::string_view kDuration = "baton_http_request_duration_seconds";
  out.Begin(kDuration, "histogram", "From the head of a request to its answer.");
  for (const auto& route : counts.durations) {
    const std::string label = Label("route", route.first);
    std::uint64_t below = 0;
    for (std::size_t i = 0; i < route.second.counts.size(); ++i) {
      below += route.second.counts.at(i);
      const std::string end = i < Meter::kEnds.size() ? fmt::format("{}", Meter::kEnds.at(i)) : "+Inf";
      out.Add(fmt::format("{}_bucket", kDuration), label + "," + Label("le", end), below);
    }
    out.Add(fmt::format("{}_sum", kDuration), label, route.second.seconds);
    out.Add(fmt::format("{}_count", kDuration), label, route.second.count);
  }
}

std::int64_t NumberOf(db::Connection& connection, std::string_view sql) {
  return connection.QueryValue<std::optional<std::int64_t>>(sql).value_or(std::nullopt).value_or(0);
}

void AddWork(Exposition& out, db::Connection& connection) {
  out.Begin("baton_jobs", "gauge", "Work in the background by kind and state.");
  for (const StateCount& row :
       connection.Query<StateCount>("SELECT kind, state, COUNT(*) AS count FROM job WHERE state IN "
                                    "('waiting', 'running', 'failed') GROUP "
                                    "BY kind, state ORDER BY kind, state"))
    out.Add("baton_jobs", Label("kind", row.kind) + "," + Label("state", row.state), row.count);
  out.Begin("baton_outbox_mails", "gauge", "Mails that wait or could not be sent, by kind and state.");
  for (const StateCount& row :
       connection.Query<StateCount>("SELECT kind, state, COUNT(*) AS count FROM mail WHERE state IN "
                                    "('waiting', 'failed') GROUP BY kind, "
                                    "state ORDER BY kind, state"))
    out.Add("baton_outbox_mails", Label("kind", row.kind) + "," + Label("state", row.state), row.count);
}

void AddDatabase(Exposition& out, db::Connection& connection) {
  const bool is_sqlite = connection.engine() == db::Engine::sqlite;
  out.Begin("baton_database_bytes", "gauge", "Size of the database.");
  out.Add("baton_database_bytes", Label("engine", is_sqlite ? "sqlite" : "postgresql"),
          NumberOf(connection, is_sqlite ? "SELECT page_count * page_size AS bytes FROM pragma_page_count(), "
                                           "pragma_page_size()"
                                         : "SELECT pg_database_size(current_database()) AS bytes"));
  out.Begin("baton_backup_last_success_seconds", "gauge",
            "When the last backup went well, in seconds since 1970; 0: never.");
  out.Add("baton_backup_last_success_seconds", "",
          NumberOf(connection,
                   "SELECT MAX(began_at) / 1000 AS at FROM operation_run WHERE kind = 'backup' AND "
                   "is_well = 1"));
  out.Begin("baton_restore_test_last_success_seconds", "gauge",
            "When a backup was last restored for a test and found whole; 0: never.");
  out.Add("baton_restore_test_last_success_seconds", "",
          NumberOf(connection,
                   "SELECT MAX(began_at) / 1000 AS at FROM operation_run WHERE kind = 'restore_test' "
                   "AND is_well = 1"));
}

bool AreEqual(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool IsLoopback(std::string_view address) {
  return address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127.");
}

}  // namespace

std::string MetricsText(db::Connection& connection, const Meter::Counts& counts, const std::string& version) {
  Exposition out;
  out.Begin("baton_build_info", "gauge", "Which Baton this is.");
  out.Add("baton_build_info", Label("version", version), 1);
  AddRequests(out, counts);
  AddWork(out, connection);
  AddDatabase(out, connection);
  return out.Take();
}

bool MayReadMetrics(const http::RequestInfo& request, const std::string& token) {
  const std::string_view given = request.header("Authorization").value_or("");
  if (!token.empty() && AreEqual(given, "Bearer " + token)) return true;
  // A proxy on this machine passes on what comes from anywhere.
  const bool is_passed_on = request.header("X-Forwarded-For") || request.header("Forwarded") ||
                            request.header("X-Forwarded-Host") || request.header("Via");
  return IsLoopback(request.client_address) && !is_passed_on;
}

void AddMetricsRoute(http::Router& router, const MetricsOptions& options) {
  router.Get("/metrics", {.name = "getMetrics", .open = true},
             [&options](const http::Call& call) -> Result<http::File> {
               if (options.meter == nullptr || !MayReadMetrics(call.request(), options.token))
                 return NotFound("route");
               return http::File{.content_type = "text/plain; version=0.0.4; charset=utf-8",
                                 .bytes = MetricsText(call.db(), options.meter->Read(), options.version)};
             });
}

}  // namespace baton::administration
