#include "hooks/try_command.hpp"

#include "fhir/client/fhir_client.hpp"
#include "fhir/client/pages.hpp"
#include "fhir/text_reader.hpp"
#include "hooks/card_print.hpp"
#include "hooks/drafted_study.hpp"
#include "hooks/explanation.hpp"
#include "hooks/hook_response.hpp"
#include "hooks/missing_data.hpp"
#include "hooks/plain_text.hpp"
#include "hooks/proposed_resource.hpp"
#include "hooks/settings_in_use.hpp"
#include "hooks/uuid.hpp"

#include <CLI/CLI.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <ostream>
#include <stdexcept>
#include <utility>

namespace psoas::hooks {
namespace {

namespace json = boost::json;
namespace net = boost::asio;
using logic::Availability;

// The first line of a file without the line's end.
std::string token_in(const std::string& file) {
    if (file.empty()) return {};
    std::ifstream stream(file);
    std::string token;
    if (!std::getline(stream, token)) throw std::runtime_error("token-file: cannot be read, or is empty");
    if (token.ends_with('\r')) token.pop_back();
    return token;
}

/// The connection to the one server that was named.
class Server {
public:
    Server(const TryCommand& asked, const Settings& settings)
        : url_(read_url(asked.fhir_server)), token_(token_in(asked.token_file)),
          access_(fhir_access_of(settings)), until_(std::chrono::steady_clock::now() + asked.patience) {
        access_.rule.allowed.push_back(url_.origin);
    }

    [[nodiscard]] const fhir::ServerUrl& url() const { return url_; }
    [[nodiscard]] const std::string& token() const { return token_; }

    /// What a coroutine over the client gives: `work(client, until)`.
    template <class Work> auto run(Work work) {
        net::io_context io{1};
        fhir::FhirClient client(io.get_executor(), access_);
        auto result = [&] {
            const fhir::FetchTime time(io.get_executor(), until_);
            auto future = net::co_spawn(io, work(client, time.until()), net::use_future);
            while (future.wait_for(std::chrono::seconds{0}) != std::future_status::ready
                   && io.run_one() > 0) {
            }
            return future.get();
        }();
        return result;
    }

private:
    static fhir::ServerUrl read_url(const std::string& text) {
        fhir::Result<fhir::ServerUrl> url = fhir::read_server_url(text);
        if (!url) throw std::runtime_error("fhir-server: " + url.error().diagnostics);
        return *std::move(url);
    }

    fhir::ServerUrl url_;
    std::string token_;
    fhir::FhirAccess access_;
    std::chrono::steady_clock::time_point until_;
};

int list_patients(Server& server, const TryCommand& asked, std::ostream& out, std::ostream& err) {
    const fhir::FhirRequest request{
        server.url().origin, server.url().base_path + "/Patient?_count=" + std::to_string(asked.patients),
        server.token()};
    std::size_t listed = 0;
    const auto list = [&](const fhir::Resource& resource, fhir::ResourceReader::Place) {
        using fhir::Element;
        if (resource.type() != "Patient" || listed == asked.patients) return;
        ++listed;
        out << one_line(resource[Element::id].text()) << '\t' << one_line(resource[Element::gender].text())
            << '\t' << one_line(resource[Element::birthDate].text()) << '\n';
    };
    const fhir::PagesRead read = server.run([&](fhir::FhirClient& client, const fhir::Until& until) {
        return fhir::read_pages(client, request, list, {.resources = asked.patients}, until);
    });
    if (listed > 0) return 0;
    err << "psoas-cds try: no patient was listed"
        << (read.failure ? " (" + std::string(code(*read.failure)) + ")" : "") << '\n';
    return 1;
}

// The call that an EHR would send, without the prefetch, which is fetched.
std::string hook_call(const TryCommand& asked, Hook hook, const std::optional<StudyCode>& study) {
    json::object context{{"userId", "Practitioner/try"}, {"patientId", asked.patient}};
    if (study) select(context, drafted(*study, asked.patient, asked.reason));
    if (!study && hook != Hook::patient_view) {
        context["draftOrders"] = {
            {"resourceType", "Bundle"}, {"type", "collection"}, {"entry", json::array{}}};
        context["selections"] = json::array{};
    }
    return json::serialize(json::object{{"hook", name(hook)},
                                        {"hookInstance", random_uuid()},
                                        {"fhirServer", asked.fhir_server},
                                        {"context", std::move(context)}});
}

std::string_view words(Availability availability) {
    switch (availability) {
    case Availability::read:
        return "read";
    case Availability::cut:
        return "read in part";
    case Availability::unreadable:
        return "could not be read";
    default:
        return "not there";
    }
}

void print_lists(std::ostream& out, const HookRequest& request, const std::vector<FailedFetch>& failures) {
    for (const PrefetchTemplate& each : prefetch_templates()) {
        out << "  " << each.key << ": " << words(request.chart.of(each.source));
        const auto failed = std::ranges::find(failures, each.source, &FailedFetch::source);
        if (failed != failures.end()) {
            out << " (" << code(failed->failure);
            if (failed->status != 0) out << ", HTTP " << failed->status;
            out << ')';
        }
        out << '\n';
    }
}

} // namespace

void declare_try(CLI::App& command, TryCommand& asked, Settings& settings) {
    command.add_option("--fhir-server", asked.fhir_server, "Base URL of the FHIR server")->required();
    CLI::Option* const patient = command.add_option("--patient", asked.patient, "Id of the patient");
    CLI::Option* const list =
        command
            .add_option("--list-patients", asked.patients, "List so many patients: id, gender, birth date")
            ->expected(0, 1)
            ->default_str("20")
            ->check(CLI::Range(1, 1000))
            ->excludes(patient);
    command
        .add_option("--hook", asked.hook,
                    "Call this hook; otherwise patient-view, with an order order-select")
        ->check(CLI::IsMember({"patient-view", "order-select", "order-sign"}));
    command
        .add_option("--order", asked.order,
                    "Draft and select this study: system|code, or a code that is known")
        ->excludes(list);
    command.add_option("--reason", asked.reason, "Reason of the order: system|code, or words")
        ->excludes(list);
    command.add_option("--token-file", asked.token_file, "File with the bearer token for the server");
    command.add_option("--patience", asked.patience, "Seconds to wait for the server")
        ->check(CLI::Range(1, 3600));
    command.add_flag("--json", asked.json, "Print the answer of the service");
    command.callback([&command, patient, list] {
        if (patient->count() == 0 && list->count() == 0)
            throw CLI::RequiredError(command.get_name() + ": --patient or --list-patients");
    });
    declare_settings(command, settings);
}

int try_out(const TryCommand& asked, const Settings& settings, std::ostream& out, std::ostream& err) {
    Server server(asked, settings);
    if (asked.patient.empty()) return list_patients(server, asked, out, err);

    const fhir::Terminology terminology = terminology_of(settings);
    const fhir::TextReader words;
    const ReadingAids aids{terminology, words, settings.json};
    const auto refuse = [&](const fhir::Issue& issue) {
        err << "psoas-cds try: " << one_line(issue.diagnostics) << '\n';
        return 1;
    };
    std::optional<StudyCode> study;
    if (!asked.order.empty()) {
        fhir::Result<StudyCode> code = study_code(asked.order, terminology);
        if (!code) return refuse(code.error());
        study = *std::move(code);
    }
    const Hook hook = hook_named(asked.hook).value_or(study ? Hook::order_select : Hook::patient_view);

    HookReader reader(hook, aids);
    reader.write(hook_call(asked, hook, study));
    fhir::Result<SentRequest> sent = reader.sent();
    if (!sent) return refuse(sent.error());
    sent->access_token = server.token();
    const std::vector<FailedFetch> failures =
        server.run([&](fhir::FhirClient& client, const fhir::Until& until) {
            return fetch_missing_data(client, *sent, until);
        });
    const HookRequest request = completed(*std::move(sent));
    const std::chrono::sys_days as_of = as_of_day(settings);
    const HookResponse response = hook_response(request, settings, aids, as_of);
    if (asked.json) {
        out << response.body << '\n';
    } else {
        out << name(hook) << " of Patient/" << one_line(asked.patient) << " at "
            << one_line(asked.fhir_server) << ", judged on " << iso_date(as_of) << '\n';
        print_lists(out, request, failures);
        out << '\n' << printed(response.cards) << '\n';
    }
    if (response.cards.empty())
        if (const std::optional<fhir::Issue> issue = undecidable(request, failures)) return refuse(*issue);
    return 0;
}

} // namespace psoas::hooks
