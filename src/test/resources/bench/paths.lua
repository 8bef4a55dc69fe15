-- wrk: GET of one path after another, from the first again after the last. Argument: a file of paths, a line each.
local requests = {}
local sent = 0

function init(args)
  for path in io.lines(args[1]) do requests[#requests + 1] = wrk.format("GET", path) end
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
