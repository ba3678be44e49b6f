#pragma once

#include "hooks/response.hpp"

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace psoas::hooks {

/// Something that the sandbox serves and that stays the same while the program runs.
struct SandboxFile {
    std::string path; ///< below the base of the service: "" is the page, "sandbox/style.css"
    std::string_view media_type;
    std::string_view body;  ///< lives as long as the `SandboxFiles`
    std::string entity_tag; ///< strong, of the body (RFC 9110, section 8.8.3)
};

/// The page, what it is made of, and what it offers: stories, orders and the clinical rows. Nothing in them
/// is of a patient.
class SandboxFiles {
public:
    SandboxFiles();
    SandboxFiles(const SandboxFiles&) = delete;
    SandboxFiles& operator=(const SandboxFiles&) = delete;

    /// The file at a path below the base of the service; nullptr if there is none. Lives as long as this.
    [[nodiscard]] const SandboxFile* at(std::string_view path) const;

private:
    std::string stories_;            ///< the list of them
    std::string orders_;             ///< likewise
    std::vector<SandboxFile> files_; ///< by path
};

/// The answer to a request for a file: 304 to who has it already, and for the page a policy that lets it load
/// nothing from elsewhere, run no script but its own and connect to this service and to the FHIR server that
/// the page's address names (`?fhir-server=URL`), and to no other. The page without a slash at its end leads
/// to that with one, since what it loads stands below it.
[[nodiscard]] Response sandbox_file_response(const SandboxFile& file,
                                             const boost::beast::http::request_header<>& request);

} // namespace psoas::hooks
