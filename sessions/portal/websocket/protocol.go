package websocket

import (
	"encoding/json"
	"strings"

	"mud/sessions/wire"
)

// fromClient is a message of the page:
//
//	{"t":"line","v":"look"}                     a line, or several with line ends between
//	{"t":"flags","v":{"SCREENWIDTH":100}}       what the page can do
//	{"t":"oob","name":"Core.Hello","data":{…}}  out-of-band data: a name and any value
//	{"t":"ready"}                               nothing more is to be told before the first screen
type fromClient struct {
	Type  string          `json:"t"`
	Name  string          `json:"name"`
	Data  json.RawMessage `json:"data"`
	Value json.RawMessage `json:"v"`
}

// toClient is what one step says, or why the connection ends.
type toClient struct {
	Parts []part  `json:"parts,omitempty"`
	Close *string `json:"close,omitempty"`
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

// message renders one step's output.
func (c *client) message(parts []wire.Part) toClient {
	flags := *c.flags.Load()
	var m toClient
	for _, p := range parts {
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
