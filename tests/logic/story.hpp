#pragma once

#include "logic/advise.hpp"

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace psoas::logic {

/// What a test tells of a patient: a chart, orders and a day. Every list has been read, and holds nothing
/// yet.
struct Story {
    std::chrono::sys_days as_of = std::chrono::sys_days{std::chrono::year{2026} / 11 / 20};
    Chart chart{};
    std::vector<Order> orders{};
    Moment moment = Moment::patient_view;
    Policy policy{};

    Story() { chart.availability.fill(Availability::read); }

    [[nodiscard]] Situation situation() const { return {chart, orders, moment, as_of, policy}; }

    [[nodiscard]] std::chrono::sys_days days_ago(int days) const { return as_of - std::chrono::days{days}; }

    /// Half a year from the nearest birthday, so that no leap day changes the age.
    Story& aged(int years) {
        const std::chrono::year_month_day today(as_of);
        chart.birth_date = std::chrono::sys_days{today - std::chrono::years{years}} - std::chrono::days{180};
        return *this;
    }

    /// Evidence gets a reference of its own, so that no two pieces are alike.
    Evidence& add(Evidence evidence) {
        if (evidence.reference.empty())
            evidence.reference = "Condition/" + std::to_string(chart.evidence.size() + 1);
        return chart.evidence.emplace_back(std::move(evidence));
    }
    Evidence& add(Finding finding) { return add(Evidence{.finding = finding}); }

    /// Pain that began so many days ago.
    Evidence& pain(Finding finding, int days) {
        return add(Evidence{.finding = finding, .onset = DateRange{days_ago(days)}});
    }

    /// A draft that is judged (GATE-2).
    Order& select(Modality modality, Region region) {
        moment = Moment::order_entry;
        return orders.emplace_back(Order{.reference = "ServiceRequest/" + std::to_string(orders.size() + 1),
                                         .draft = orders.size(),
                                         .selected = true,
                                         .kind = OrderKind::imaging,
                                         .modality = modality,
                                         .region = region});
    }
};

} // namespace psoas::logic
