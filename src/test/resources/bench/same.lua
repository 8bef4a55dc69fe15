-- wrk: the same request again and again; at the end one line for io.sluice.bench.Wrk.
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("bench requests=%d micros=%d bytes=%d p99=%d errors=%d\n", summary.requests, summary.duration,
    summary.bytes, latency:percentile(99), e.connect + e.read + e.write + e.timeout + e.status))
end
