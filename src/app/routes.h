// The table of contents of the API: one line a feature.
#pragma once

#include <functional>
#include <string>

#include "action/tables.h"
#include "administration/administration_routes.h"
#include "administration/metrics.h"
#include "calendar/read.h"
#include "chat/chat_routes.h"
#include "client/client_routes.h"
#include "coaching/session_writings.h"
#include "demo/demo_routes.h"
#include "digest/digest_routes.h"
#include "feed/feed_routes.h"
#include "http/router.h"
#include "intake/intake_routes.h"
#include "job/runner.h"
#include "mail/send.h"
#include "notice/glance.h"
#include "own_mail/read.h"
#include "paper/printer.h"
#include "reset/reset.h"
#include "review/review_routes.h"
#include "session/session.h"
#include "source/source_routes.h"
#include "webhook/deliver.h"

namespace baton::app {

// What the routes refer to; outlives the router.
struct RouteParts {
  session::SessionOptions session;
  reset::ResetOptions reset = {};
  digest::DigestParts digest = {};
  intake::IntakeOptions intake = {};
  source::SourceOptions source = {};
  demo::DemoOptions demo = {};
  mail::MailOptions mail = {};
  client::ClientOptions client = {};
  feed::FeedOptions feed = {};
  webhook::WebhookOptions webhook = {};
  calendar::CalendarOptions calendar = {};
  traffic::TrafficOptions traffic = {};
  own_mail::OwnMailOptions own_mail = {};
  chat::ChatOptions chat = {};
  notice::Glances* glances = nullptr;
  review::ReviewParts review = {};
  coaching::SessionOptions coaching = {};
  administration::AdministrationOptions administration = {};
  administration::MetricsOptions metrics = {};
  paper::Printer* printer = nullptr;
  action::Tables tables = {};
};

// What undo can take back, of every slice; AddRoutes does it too.
void AddTables(action::Tables& tables);
void AddRoutes(http::Router& router, RouteParts& parts);
// The work in the background that routes ask for.
void AddJobs(job::Runner& runner, const RouteParts& parts);
// What a new organization starts with.
std::function<void(action::Action&)> FurnishOrganization();

}  // namespace baton::app
