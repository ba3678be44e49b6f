#include "hooks/replay/resource_outline.hpp"

#include "fhir/json_pass.hpp"
#include "fhir/subject.hpp"

#include <cstdint>
#include <utility>

namespace psoas::hooks {
namespace {

using fhir::Issue;
using fhir::IssueType;

// Told of each value by a pass. Whose a resource is stands in fhir::read_subject: `subject`, else `patient`.
class Outline {
public:
    bool is_object = false;
    ResourceOutline found;
    std::string subject;
    std::string patient;

    void clear() {
        is_object = false;
        for (std::string* text : {&found.type, &found.id, &found.patient, &subject, &patient})
            text->clear();
        depth_ = 0;
        holder_ = Holder::none;
        wanted_ = nullptr;
    }

    void begin_object() {
        if (depth_ == 0) is_object = true;
        if (depth_ == 1) holder_ = next_holder_;
        begin();
    }
    void end_object() { end(); }
    void begin_array() {
        if (depth_ == 1) holder_ = Holder::none;
        begin();
    }
    void end_array() { end(); }
    void key_part(std::string_view part) {
        if (depth_ <= 2) key_ += part;
    }
    void key(std::string_view last_part) {
        if (depth_ > 2) return;
        if (key_.empty()) return take_key(last_part);
        key_ += last_part;
        take_key(key_);
        key_.clear();
    }
    void string_part(std::string_view part) {
        if (wanted_ != nullptr) wanted_->append(part);
    }
    void string(std::string_view last_part) {
        string_part(last_part);
        wanted_ = nullptr;
    }
    void number_part(std::string_view) {}
    void number(std::string_view) { wanted_ = nullptr; }
    void boolean(bool) { wanted_ = nullptr; }
    void null() { wanted_ = nullptr; }

private:
    enum class Holder : std::uint8_t { none, subject, patient };

    void begin() {
        wanted_ = nullptr;
        ++depth_;
    }
    void end() {
        wanted_ = nullptr;
        --depth_;
    }
    void take_key(std::string_view key) {
        wanted_ = nullptr;
        if (depth_ == 1) {
            next_holder_ = key == "subject"   ? Holder::subject
                           : key == "patient" ? Holder::patient
                                              : Holder::none;
            if (key == "resourceType") wanted_ = &found.type;
            if (key == "id") wanted_ = &found.id;
        } else if (depth_ == 2 && key == "reference" && holder_ != Holder::none) {
            wanted_ = holder_ == Holder::subject ? &subject : &patient;
        }
        if (wanted_ != nullptr) wanted_->clear();
    }

    std::size_t depth_ = 0;
    Holder next_holder_ = Holder::none;
    Holder holder_ = Holder::none;
    std::string* wanted_ = nullptr;
    std::string key_;
};

} // namespace

class OutlineReader::State {
public:
    explicit State(std::size_t depth) : pass(outline, depth) {}
    Outline outline;
    fhir::JsonPass<Outline> pass;
};

OutlineReader::OutlineReader(std::size_t depth) : state_(std::make_unique<State>(depth)) {}
OutlineReader::~OutlineReader() = default;
OutlineReader::OutlineReader(OutlineReader&&) noexcept = default;
OutlineReader& OutlineReader::operator=(OutlineReader&&) noexcept = default;

fhir::Result<const ResourceOutline*> OutlineReader::read(std::string_view json) {
    Outline& outline = state_->outline;
    outline.clear();
    state_->pass.write(json);
    const fhir::Result<void> read = state_->pass.finish();
    if (!read) return read.error();
    if (!outline.is_object || outline.found.type.empty())
        return Issue{IssueType::invalid, "", "The JSON is no FHIR resource"};

    std::string_view reference = outline.subject.empty() ? outline.patient : outline.subject;
    if (outline.found.type == "Patient") reference = outline.found.id;
    if (const auto id = fhir::patient_id_in(reference)) outline.found.patient = *id;
    return &outline.found;
}

} // namespace psoas::hooks
