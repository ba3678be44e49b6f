-- For wrk: posts the file named by BODY, and prints "requests/s  median in µs  p99 in µs  failures  requests" at the end.
-- With REST_MS each connection rests between its calls, so many milliseconds in the mean.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
local file = assert(io.open(os.getenv("BODY"), "rb"))
wrk.body = file:read("*a")
file:close()

local rest = tonumber(os.getenv("REST_MS") or "0")
if rest > 0 then
    -- wrk rests for whole milliseconds.
    function delay()
        return math.floor(math.random() * 2 * rest + math.random())
    end
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format("%.0f %.0f %.0f %d %d\n", summary.requests / summary.duration * 1e6, latency:percentile(50),
        latency:percentile(99), errors.status + errors.connect + errors.read + errors.write + errors.timeout,
        summary.requests))
end
