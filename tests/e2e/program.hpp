#pragma once

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

namespace psoas::e2e {

/// The built `psoas-cds` as a process of its own, with its standard output to be read.
class Program {
public:
    explicit Program(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), PSOAS_CDS_PROGRAM);
        std::vector<char*> argv;
        for (std::string& argument : arguments)
            argv.push_back(argument.data());
        argv.push_back(nullptr);

        int ends[2];
        if (pipe(ends) != 0) throw std::runtime_error("no pipe");
        pid_ = fork();
        if (pid_ == 0) {
            dup2(ends[1], STDOUT_FILENO);
            dup2(ends[1], STDERR_FILENO);
            close(ends[0]);
            close(ends[1]);
            setenv("PSOAS_CDS_DATABASE", "none", 1); // a test that keeps feedback says where
            execv(argv.front(), argv.data());
            _exit(127);
        }
        close(ends[1]);
        output_ = fdopen(ends[0], "r");
    }
    ~Program() {
        if (pid_ > 0) {
            kill(pid_, SIGKILL);
            (void)exit_code();
        }
        std::fclose(output_);
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    /// The next line of its output, standard error among it; empty at the end.
    [[nodiscard]] std::string line() {
        std::string text;
        for (int c = std::fgetc(output_); c != EOF && c != '\n'; c = std::fgetc(output_))
            text += static_cast<char>(c);
        return text;
    }

    /// All that is left of its output.
    [[nodiscard]] std::string rest() {
        std::string text;
        for (int c = std::fgetc(output_); c != EOF; c = std::fgetc(output_))
            text += static_cast<char>(c);
        return text;
    }

    void terminate() const { kill(pid_, SIGTERM); }

    void signal(int number) const { kill(pid_, number); }

    void kill_at_once() const { kill(pid_, SIGKILL); }

    /// Its id; 0 once it was waited for.
    [[nodiscard]] pid_t process() const { return pid_; }

    /// Waits for its end; -1 if a signal ended it.
    [[nodiscard]] int exit_code() {
        int status = 0;
        waitpid(pid_, &status, 0);
        pid_ = 0;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private:
    pid_t pid_ = 0;
    std::FILE* output_ = nullptr;
};

} // namespace psoas::e2e
