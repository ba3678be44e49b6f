#pragma once

#include "fhir/resource_reader.hpp"
#include "logic/chart.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace psoas::hooks {

/// What became of one list of the record, judged by the resources that came for it (P-04):
///
/// | what came                                                                 | the list is  |
/// | ------------------------------------------------------------------------- | ------------ |
/// | null, a Bundle without entries, resources of the kind asked for           | read         |
/// | a Bundle with a next page or with fewer entries than its total            | cut          |
/// | a resource too large or contradictory, an error among the entries         | cut          |
/// | an end before the end, another patient's or nobody's among the entries    | cut          |
/// | an entry without a resource or without its type among the entries         | cut          |
/// | an OperationOutcome, a text or number, nothing of the kind asked for      | unreadable   |
/// | nothing but another patient's or nobody's, and entries without a resource | unreadable   |
/// | a Bundle of another type, such as batch-response: with some of the kind   | cut          |
/// | and without                                                               | unreadable   |
class ListReading {
public:
    explicit ListReading(logic::Source source) : source_(source) {}

    /// Takes a resource into account; page after page of a list goes to the same reading. The Bundle comes
    /// after its entries. True if the resource is one that may say something of the patient.
    bool see(const fhir::Resource& resource, fhir::ResourceReader::Place place);
    /// The value null: who was asked has nothing.
    void see_null() { null_ = true; }
    /// A resource about somebody else.
    void see_another_patients();
    /// A resource that was seen is about nobody who can be told: a group, a contained or nameless patient.
    /// Who was asked for a patient's list gave it, so it may be about the patient.
    void see_nobodys(const fhir::Resource& resource);
    /// A resource that was seen is about this patient. Whose list it is may be known only later: `context`
    /// can follow `prefetch`.
    void see_patient(std::string_view patient_id);
    /// The list is this patient's: what was seen about others is no part of it.
    void belongs_to(std::string_view patient_id);
    /// No more of it will come, though there is more or may be.
    void break_off() { broken_off_ = true; }

    [[nodiscard]] logic::Availability availability() const;
    /// How many resources of the kind were read.
    [[nodiscard]] std::size_t count() const { return of_the_kind_; }
    /// The URL of the page that follows, which may be empty; nothing if the list has ended.
    [[nodiscard]] const std::optional<std::string>& next_page() const { return next_page_; }
    /// Is it cut since it was not followed to its end, so that the first ones were read and no others?
    [[nodiscard]] bool is_first_part() const;

private:
    logic::Source source_;
    bool null_ = false;
    bool resource_ = false; ///< a value that is a resource at all
    bool bundle_ = false;
    bool outcome_ = false; ///< the value itself is an OperationOutcome
    bool in_part_ = false; ///< a resource that could not be read whole, or a page that is not followed
    bool error_ = false;   ///< an entry says that something failed
    bool broken_off_ = false;
    std::size_t entries_ = 0; ///< but outcomes and Bundles
    std::size_t of_the_kind_ = 0;
    double total_ = 0; ///< matches that the server found, if it says so
    std::optional<std::string> next_page_;
    std::string patient_id_; ///< whom the first resource that names somebody is about
    bool of_several_ = false;
};

} // namespace psoas::hooks
