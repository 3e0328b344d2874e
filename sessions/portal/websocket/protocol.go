package websocket

import (
	"encoding/json"
	"strings"

	"mud/sessions/wire"
)

// fromClient is a message of the page:
//
//	{"t":"hello","v":{"token":"…","seen":7,"try":2}}   the first: who comes back with a token has its session again
//	{"t":"ready"}                                      the answer to the welcome: the new token is kept, and nothing
//	                                                   more is to be told before the first screen
//	{"t":"line","n":3,"v":"look"}                      a line, or several with line ends between
//	{"t":"oob","n":4,"name":"Core.Hello","data":{…}}   out-of-band data: a name and any value
//	{"t":"flags","v":{"SCREENWIDTH":100}}              what the page can do
//	{"t":"ping"}                                       is answered by a pong
//
// n counts lines and out-of-band data together, from 1 in a session; what came
// before is not taken again. Without it they are taken as they come.
type fromClient struct {
	Type   string          `json:"t"`
	Number uint64          `json:"n"`
	Value  json.RawMessage `json:"v"`
	Name   string          `json:"name"`
	Data   json.RawMessage `json:"data"`
}

// hello is how a page introduces itself.
type hello struct {
	Token string `json:"token"` // of its session, if it had one
	Seen  uint64 `json:"seen"`  // the number of the last message that it has
	Try   uint64 `json:"try"`   // counts its connections: one that was overtaken on its way by a later one is late
}

// toClient is what one step says, or an answer of the Portal itself.
type toClient struct {
	Welcome *welcome `json:"welcome,omitempty"`
	Seq     uint64   `json:"n,omitempty"` // of Parts, counted from 1 in a session
	Parts   []part   `json:"parts,omitempty"`
	Got     uint64   `json:"got,omitempty"` // the highest n that has come from the page
	Pong    bool     `json:"pong,omitempty"`
	Close   *string  `json:"close,omitempty"` // the session is over, with the reason as HTML
	Again   bool     `json:"again,omitempty"` // with Close: the server will be back
	Taken   bool     `json:"taken,omitempty"` // another page has come with the token
}

// welcome is the first message to a page.
type welcome struct {
	Token   string `json:"token"`   // to come back with
	Session int64  `json:"session"` // its number, for nothing but to tell two apart
	New     bool   `json:"new"`     // it is a new session, whatever the page had before
	Got     uint64 `json:"got"`     // the highest n that has come from the page
	Missed  uint64 `json:"missed"`  // so many messages since seen are gone
	Mask    bool   `json:"mask"`    // what is typed is hidden
}

// part is one piece of output. HTML is the only thing that the page takes as
// markup; all of it comes from sessions/render.
type part struct {
	Kind string          `json:"k"` // "text", "prompt", "mask", "oob"
	HTML string          `json:"html,omitempty"`
	Type string          `json:"type,omitempty"`
	On   bool            `json:"on,omitempty"`
	Name string          `json:"name,omitempty"`
	Data json.RawMessage `json:"data,omitempty"`
}

var kinds = map[wire.Kind]string{wire.Text: "text", wire.Prompt: "prompt", wire.Mask: "mask", wire.OOB: "oob"}

// rendered is one step's output as this page shows it.
func (c *conn) rendered(from message) toClient {
	flags := *c.client.flags.Load()
	m := toClient{Seq: from.seq, Got: c.client.typed.Load()}
	for _, p := range from.parts {
		out := part{Kind: kinds[p.Kind], Type: p.Type, On: p.On, Name: p.Name, Data: p.Data}
		if p.Kind == wire.Text || p.Kind == wire.Prompt {
			out.HTML = c.opts.Render(p, flags)
		}
		m.Parts = append(m.Parts, out)
	}
	return m
}

// flagBounds are the flags that the page may tell, with the bounds of numbers.
var flagBounds = map[string][2]int{"SCREENWIDTH": {20, 500}, "SCREENHEIGHT": {5, 300}, "SCREENREADER": {}}

// pageFlags takes from what the page tells what it may tell.
func pageFlags(raw json.RawMessage) wire.Flags {
	var told map[string]any
	if json.Unmarshal(raw, &told) != nil {
		return nil
	}
	out := wire.Flags{}
	for name, bounds := range flagBounds {
		switch v := told[name].(type) {
		case bool:
			if bounds == [2]int{} {
				out[name] = v
			}
		case float64:
			if bounds != [2]int{} && v >= 1 {
				out[name] = int(min(max(v, float64(bounds[0])), float64(bounds[1])))
			}
		}
	}
	return out
}

// lines are the lines of a message, without characters that nobody types.
func lines(raw json.RawMessage) []string {
	var text string
	if json.Unmarshal(raw, &text) != nil {
		return nil
	}
	text = strings.TrimSuffix(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	out := strings.Split(text, "\n")
	for i := range out {
		out[i] = strings.Map(typed, out[i])
	}
	return out
}

func typed(r rune) rune {
	if r < ' ' && r != '\t' || r >= 0x7f && r < 0xA0 {
		return -1
	}
	return r
}
