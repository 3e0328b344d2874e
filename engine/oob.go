package engine

import (
	"encoding/json"
	"strings"

	"mud/engine/guard"
	"mud/engine/suspect"
)

// OOB is out-of-band data that a client sent.
type OOB struct {
	Sessid int64
	Seq    uint64          // in one sequence with the lines
	Name   string          // "Char.Login.Credentials"
	Data   json.RawMessage // valid JSON, nil for none
}

func (o OOB) line() suspect.Line { return suspect.Line{Sessid: o.Sessid, Seq: o.Seq} }

// keepAlive is the input that only says that somebody is there.
const keepAlive = "keepalive"

// Run runs the input function of that name. Whatever goes wrong in it is
// nothing to the session: programs send out-of-band data, not players.
func (o OOB) Run(e *Engine) error {
	s := e.Sessions.Get(o.Sessid)
	if s == nil {
		return nil
	}
	if !e.begin(s, o) {
		return nil
	}
	key := InputKey(o.Name)
	e.current.quiet, e.current.what, e.current.spot = true, "inputfunc "+key, InputSpot(key)
	if key == keepAlive {
		s.Typed(e.now, true)
		return nil
	}
	var data any
	if len(o.Data) > 0 {
		if err := json.Unmarshal(o.Data, &data); err != nil {
			return &Refusal{Text: "That is no JSON."}
		}
	}
	w := &waiting{session: s, what: e.current.what, call: &Call{Session: s, Caller: s.Self()}, quiet: true}
	return e.settled(w, e.scripts.Input(key, s, guarded(data), o.Name))
}

// InputKey is the name of the input function for a message: "Core.Hello" is
// "hello" and "Char.Login.Credentials" is "char_login_credentials" (spec 9.3).
func InputKey(name string) string {
	return strings.TrimPrefix(strings.ReplaceAll(strings.ToLower(name), ".", "_"), "core_")
}

// guarded is a JSON value whose texts are what a player typed (promise P8). A
// null in a list is false, as Lua's lists have no holes.
func guarded(v any) any {
	switch v := v.(type) {
	case string:
		return guard.Text(v)
	case []any:
		for i := range v {
			if v[i] = guarded(v[i]); v[i] == nil {
				v[i] = false
			}
		}
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, x := range v {
			out[guard.Text(k)] = guarded(x)
		}
		return out
	}
	return v
}
