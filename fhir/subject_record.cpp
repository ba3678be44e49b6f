#include "fhir/subject_record.hpp"

#include "fhir/quick_hash.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace psoas::fhir {

void SubjectRecord::add(std::vector<logic::Evidence> found) {
    evidence.insert(evidence.end(), std::move_iterator(found.begin()), std::move_iterator(found.end()));
}

void settle_ages(SubjectRecord& record) {
    if (!record.birth_date) return;
    for (const SubjectRecord::AtAge& at : record.at_ages) {
        logic::Evidence& evidence = record.evidence[at.evidence];
        if (at.onset) evidence.onset = days_of_age(*record.birth_date, *at.onset);
        if (at.ended) evidence.ended = days_of_age(*record.birth_date, *at.ended);
    }
}

std::size_t hash_of_reference(std::string_view type, std::string_view id) {
    return QuickHash().add(type).add(id).value();
}

bool any_reason_unread(SubjectRecord& record) {
    if (record.contained_reason_lost) return true;
    if (record.reasons.empty()) return false;
    std::ranges::sort(record.read);
    return std::ranges::any_of(record.reasons, [&](const SubjectRecord::ReasonReference& reason) {
        const std::string_view target = reason.target;
        const std::size_t slash = std::min(target.find('/'), target.size());
        const std::string_view id = target.substr(std::min(slash + 1, target.size()));
        return !reason.named
               && !std::ranges::binary_search(record.read, hash_of_reference(target.substr(0, slash), id));
    });
}

std::vector<std::string> drafts_with_unread_reasons(const SubjectRecord& record) {
    std::unordered_set<std::string_view> understood;
    for (const logic::Evidence& evidence : record.evidence)
        if (evidence.source != logic::Source::order_reason) understood.insert(evidence.reference);
    std::vector<std::string> drafts = record.unread_reasons;
    for (const SubjectRecord::ReasonReference& reason : record.reasons)
        if (!reason.understood && !understood.contains(reason.target)) drafts.push_back(reason.order);
    std::ranges::sort(drafts);
    drafts.erase(std::ranges::unique(drafts).begin(), drafts.end());
    return drafts;
}

bool settle_reasons(SubjectRecord& record, std::size_t most) {
    std::unordered_map<std::string_view, std::vector<std::size_t>> said_by;
    for (const SubjectRecord::ReasonReference& reason : record.reasons)
        said_by.try_emplace(reason.target);
    for (std::size_t i = 0; i < record.evidence.size(); ++i)
        if (const auto target = said_by.find(record.evidence[i].reference); target != said_by.end())
            target->second.push_back(i);

    std::vector<logic::Evidence> reasons;
    for (const SubjectRecord::ReasonReference& reason : record.reasons)
        for (const std::size_t i : said_by[reason.target]) {
            if (reasons.size() == most) {
                record.add(std::move(reasons));
                return false;
            }
            logic::Evidence copy = record.evidence[i];
            copy.source = logic::Source::order_reason;
            copy.reference = reason.order;
            reasons.push_back(std::move(copy));
        }
    record.add(std::move(reasons));
    return true;
}

} // namespace psoas::fhir
