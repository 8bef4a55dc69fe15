-- wrk: GET of one path after another, from the first again after the last. Argument: a file with a line for each: the path, and
-- behind a blank the range, where only one is wanted.
local requests = {}
local sent = 0

function init(args)
  for line in io.lines(args[1]) do
    local path, range = line:match("^(%S+) ?(%S*)$")
    requests[#requests + 1] = wrk.format("GET", path, range ~= "" and { Range = range } or nil)
  end
end

function request()
  sent = sent + 1
  return requests[sent % #requests + 1]
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("bench requests=%d micros=%d bytes=%d p99=%d errors=%d\n", summary.requests, summary.duration,
    summary.bytes, latency:percentile(99), e.connect + e.read + e.write + e.timeout + e.status))
end
