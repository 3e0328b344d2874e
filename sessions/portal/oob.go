package portal

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"

	"mud/sessions/wire"
)

// The bounds of out-of-band data that a client sends.
const (
	maxOOB      = 16 << 10 // bytes of one value
	maxOOBDepth = 16       // how deep it is nested
)

// oobName is what a message may be called.
var oobName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.]{0,63}$`)

// OOB hands in out-of-band data; see Session. What it tells about the client
// itself is kept here, as flags, so that it outlives the Server.
func (s *session) OOB(name string, data json.RawMessage) error {
	if !oobName.MatchString(name) || !sound(data) {
		s.portal.Log.Debug("out-of-band data is dropped", "session", s.id, "bytes", len(data))
		return s.overErr()
	}
	if err := s.limiter.Wait(s.over); err != nil {
		return errOver
	}
	if core := coreMessages[coreName(name)]; core != nil && core(s, data) {
		return s.overErr()
	}
	data = bytes.Clone(data)
	waiting, err := s.submit(len(data), func(seq uint64) wire.Message {
		return wire.OOBInput{Sessid: s.id, Seq: seq, Name: name, Data: data}
	})
	if waiting > 0 {
		s.portal.Log.Debug("out-of-band data is dropped, as too much waits for the server", "session", s.id, "waiting", waiting)
	}
	return err
}

// sound reports whether data is nothing or one JSON value within the bounds.
func sound(data json.RawMessage) bool {
	return len(data) <= maxOOB && (len(data) == 0 || json.Valid(data) && depth(data) <= maxOOBDepth)
}

// depth is how deep a valid JSON value is nested.
func depth(data []byte) (deepest int) {
	level, quoted := 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			level++
			deepest = max(deepest, level)
		case c == '}' || c == ']':
			level--
		}
	}
	return deepest
}

// coreMessages are what a client tells about itself. One that reports true is
// answered here and is not the Server's business.
var coreMessages = map[string]func(s *session, data json.RawMessage) bool{
	"hello":           (*session).coreHello,
	"ping":            (*session).corePing,
	"supports.set":    func(s *session, data json.RawMessage) bool { return s.support(modules{}.add(data)) },
	"supports.add":    func(s *session, data json.RawMessage) bool { return s.support(s.modules().add(data)) },
	"supports.remove": func(s *session, data json.RawMessage) bool { return s.support(s.modules().remove(data)) },
}

// Goodbye is the last that a client is told: why, as data and as text.
func Goodbye(reason string) []wire.Part {
	data, _ := json.Marshal(reason) // a string: cannot fail
	return []wire.Part{{Kind: wire.OOB, Name: "Core.Goodbye", Data: data}, {Kind: wire.Text, Text: reason}}
}

// GMCPName is the name of a message as clients of GMCP know it: "get_value" is
// "Get.Value" (spec 9.3).
func GMCPName(name string) string {
	if strings.Contains(name, ".") {
		return name
	}
	words := strings.Split(name, "_")
	for i, w := range words {
		if w != "" {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(words, ".")
}

// coreName is the name of one of them: "Core.Supports.Set" and the older
// "supports_set" are the same.
func coreName(name string) string {
	return strings.TrimPrefix(strings.ReplaceAll(foldName(name), "_", "."), "core.")
}

// corePing answers at once, whatever the Server is busy with.
func (s *session) corePing(json.RawMessage) bool {
	s.client.Send([]wire.Part{{Kind: wire.OOB, Name: "Core.Ping"}})
	return true
}

// coreHello takes the client's name; only the first counts.
func (s *session) coreHello(data json.RawMessage) bool {
	var told struct{ Client, Version string }
	if json.Unmarshal(data, &told) != nil || s.hello {
		return true
	}
	s.hello = true
	s.SetFlags(wire.Flags{"CLIENTNAME": Printable(told.Client, 40), "CLIENTVERSION": Printable(told.Version, 40)})
	return true
}

func (s *session) modules() modules {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.listed
}

func (s *session) support(m modules) bool {
	s.SetFlags(wire.Flags{supportsFlag: m.String()})
	return false
}

// wanted leaves out the out-of-band data of modules that the client has not
// listed. Names without a dot are answers to what it asked.
func (s *session) wanted(parts []wire.Part) []wire.Part {
	listed := s.modules()
	var out []wire.Part // nil while all are wanted
	for i, p := range parts {
		if p.Kind != wire.OOB || listed.cover(p.Name) {
			if out != nil {
				out = append(out, p)
			}
		} else if out == nil {
			out = append(make([]wire.Part, 0, len(parts)), parts[:i]...)
		}
	}
	if out == nil {
		return parts
	}
	return out
}

// Printable keeps at most size printable ASCII characters of what a client
// tells about itself.
func Printable(s string, size int) string {
	var b strings.Builder
	for _, r := range s {
		if r >= ' ' && r < 0x7f && b.Len() < size {
			b.WriteRune(r)
		}
	}
	return strings.TrimSpace(b.String())
}
