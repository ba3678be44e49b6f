#include "hooks/replay/export_files.hpp"

#include "tests/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <zlib.h>

#include <string>

using namespace psoas;
using namespace psoas::hooks;
using psoas::tests::TemporaryFolder;

namespace {

std::filesystem::path zipped(const TemporaryFolder& folder, const char* name, std::string_view text) {
    const std::filesystem::path file = folder.path() / name;
    gzFile stream = gzopen(file.c_str(), "wb");
    REQUIRE(gzwrite(stream, text.data(), static_cast<unsigned>(text.size())) > 0);
    REQUIRE(gzclose(stream) == Z_OK);
    return file;
}

ExportFile only(const std::filesystem::path& path) {
    const auto files = export_files({path});
    REQUIRE(files.has_value());
    REQUIRE(files->size() == 1);
    return files->front();
}

std::string all_of(const ExportFile& file, std::uint64_t from = 0) {
    std::string text;
    const auto read = read_pieces(file, from, [&](std::string_view piece) {
        text += piece;
        return true;
    });
    CHECK(read.has_value());
    return text;
}

} // namespace

TEST_SUITE("hooks/replay/export_files") {
    TEST_CASE("folders are read with all below them and each file once") {
        const TemporaryFolder folder;
        for (const char* name :
             {"b.ndjson", "a/x.json", "a/deep/y.jsonl", "notes.txt", "a/z.json.bak", "c.NDJSON"})
            folder.write(name, "{}\n");
        zipped(folder, "d.ndjson.gz", "{}\n");
        const auto files = export_files({folder.path() / "b.ndjson", folder.path(), folder.path() / "a"});
        REQUIRE(files.has_value());
        std::string names;
        for (const ExportFile& file : *files)
            names += file.path.filename().string() + (file.compressed ? " compressed" : "")
                     + (file.kind == ExportFile::Kind::lines ? " lines;" : " document;");
        CHECK(names == "b.ndjson lines;y.jsonl lines;x.json document;d.ndjson.gz compressed lines;");
    }

    TEST_CASE("what is no export is told by its name") {
        const TemporaryFolder folder;
        folder.write("notes.txt", "x");
        for (const char* wrong : {"notes.txt", "nothing.ndjson", ""}) {
            CAPTURE(wrong);
            const auto files = export_files({folder.path() / wrong});
            REQUIRE_FALSE(files.has_value());
            CHECK(files.error().diagnostics.find((folder.path() / wrong).parent_path().string()) == 0);
        }
    }

    TEST_CASE("files are read from any place whether they are compressed or not") {
        const TemporaryFolder folder;
        std::string text;
        for (int i = 0; i < 100'000; ++i)
            text += "line " + std::to_string(i) + "\n";
        const ExportFile plain = only(folder.write("a.ndjson", text));
        const ExportFile compressed = only(zipped(folder, "b.ndjson.gz", text));
        for (const ExportFile& file : {plain, compressed}) {
            CAPTURE(file.compressed);
            CHECK(all_of(file) == text);
            CHECK(all_of(file, 700'001) == text.substr(700'001));
            CHECK(line_at(file, 0) == 1);
            CHECK(line_at(file, 7) == 2);
            CHECK(line_at(file, text.size() - 1) == 100'000);
        }
    }

    TEST_CASE("damaged gzip is told after what came before it") {
        const TemporaryFolder folder;
        std::string text;
        for (int i = 0; i < 50'000; ++i)
            text += std::to_string(i * 7919) + "\n";
        const std::filesystem::path file = zipped(folder, "a.ndjson.gz", text);
        std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
        std::string read;
        const auto done = read_pieces(only(file), 0, [&](std::string_view piece) {
            read += piece;
            return true;
        });
        REQUIRE_FALSE(done.has_value());
        CHECK(done.error().diagnostics == file.string() + " is damaged, or ends too early");
        CHECK(text.starts_with(read));
    }
}
