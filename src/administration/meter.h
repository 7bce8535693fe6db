// How many requests there were and how long they took, by route and status: what /metrics tells of the server (metrics.h). Counted from
// the start of the process, as Prometheus wants it.
//
//   Meter meter;
//   options.measured = [&](std::string_view route, int status, std::int64_t micros) { meter.Count(route, status, micros); };
//
// A route is one of the API's names, "static" or "none", a status three digits: what there is to count is bounded, whatever is asked.
// Thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace baton::administration {

class Meter {
 public:
  // Upper ends in seconds; the last of all is +Inf.
  static constexpr std::array<double, 11> kEnds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                   0.1,   0.25,   0.5,   1,    5};

  struct Durations {
    std::array<std::uint64_t, kEnds.size() + 1> counts{};  // each only its own, not those below
    std::uint64_t count = 0;
    double seconds = 0;
  };
  struct Counts {
    std::map<std::string, std::map<int, std::uint64_t>, std::less<>> answers;  // by route and status
    std::map<std::string, Durations, std::less<>> durations;                   // by route
  };

  void Count(std::string_view route, int status, std::int64_t micros);
  Counts Read() const;

 private:
  mutable std::mutex mutex_;
  Counts counts_;
};

}  // namespace baton::administration
