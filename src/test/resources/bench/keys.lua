-- wrk: another key with every request, PREFIX1, PREFIX2 and so on.
-- Arguments: method, prefix of the path, number of keys, bytes of a body, requests (0: until the time is up, from the
-- first key again after the last), connections, what follows the number in a path, and, if there is one, a file with the query
-- of each key.
local ffi = require("ffi")
ffi.cdef [[
  typedef struct { long seconds; long micros; } bench_time;
  int gettimeofday(bench_time *time, void *zone);
  int getpid(void);
  int kill(int process, int signal);
]]
local interrupt = 2

local method, prefix, keys, body, count, connections, suffix
local queries = {}
local checked = false
local sent = 0
local began

local function now()
  local time = ffi.new("bench_time")
  ffi.C.gettimeofday(time, nil)
  return tonumber(time.seconds) * 1000000 + tonumber(time.micros)
end

local function random_bytes(size)
  local bytes = {}
  for i = 1, size do bytes[i] = string.char(math.random(0, 255)) end
  -- As a JPEG begins, since some of them are frames.
  bytes[1], bytes[2], bytes[3] = "\255", "\216", "\255"
  return table.concat(bytes)
end

function init(args)
  method, prefix, keys = args[1], args[2], tonumber(args[3])
  count, connections, suffix = tonumber(args[5]), tonumber(args[6]), args[7]
  local size = tonumber(args[4])
  if size > 0 then body = random_bytes(size) end
  if args[8] then
    for line in io.lines(args[8]) do queries[#queries + 1] = line end
  end
end

local function path(number)
  local query = queries[number]
  return prefix .. number .. suffix .. (query and "?" .. query or "")
end

-- The first request is only looked at by wrk, and not sent. After that every connection has one under way: number
-- count + connections is asked for when count have been answered. Its key and those under way then must exist.
function request()
  if not checked then
    checked = true
    return wrk.format(method, path(1), nil, body)
  end
  began = began or now()
  sent = sent + 1
  if count > 0 and sent == count + connections then
    io.write(string.format("bench counted=%d countedMicros=%d\n", count, now() - began))
    wrk.thread:stop()
    ffi.C.kill(ffi.C.getpid(), interrupt)
  end
  -- What wrk still sends while it stops is for the last key, which is none of those that count.
  if count > 0 then return wrk.format(method, path(math.min(sent, keys)), nil, body) end
  return wrk.format(method, path((sent - 1) % keys + 1), nil, body)
end

function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("bench requests=%d micros=%d bytes=%d p99=%d errors=%d\n", summary.requests, summary.duration,
    summary.bytes, latency:percentile(99), e.connect + e.read + e.write + e.timeout + e.status))
end
