package telnet

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// The bytes of MSDP.
const (
	msdpVar        = 1
	msdpVal        = 2
	msdpTableOpen  = 3
	msdpTableClose = 4
	msdpArrayOpen  = 5
	msdpArrayClose = 6
)

// msdpModules are what a client of MSDP gets out-of-band data of.
var msdpModules = json.RawMessage(`["Char 1","Room 1","Comm.Channel 1"]`)

// maxMSDP bounds the variables that are kept for a client.
const maxMSDP = 100

// msdpView shows out-of-band data as variables: the values of Char.Vitals and
// Char.Status by their own names, Char.Name as CHARACTER_NAME, Room.Info as
// ROOM, and all others by the message's name ("COMM_CHANNEL_TEXT").
type msdpView struct {
	on       bool
	values   map[string]any
	reported map[string]bool
}

func msdpOn(n *negotiation) {
	if n.us.state[optGMCP] == yes {
		return // the same data is sent once
	}
	n.view = msdpView{on: true, values: map[string]any{}, reported: map[string]bool{}}
	n.set("OOB", true)
	n.oob("Core.Supports.Set", msdpModules)
}

func msdpOff(n *negotiation) {
	if n.view.on {
		n.view = msdpView{}
		n.set("OOB", false)
	}
}

// msdpVariables are those that a message sets.
func msdpVariables(name string, data any) map[string]any {
	fields, _ := data.(map[string]any)
	switch name {
	case "Char.Vitals", "Char.Status":
		out := map[string]any{}
		for k, v := range fields {
			out[msdpName(k)] = v
		}
		return out
	case "Char.Name":
		return map[string]any{"CHARACTER_NAME": fields["name"]}
	case "Room.Info":
		return map[string]any{"ROOM": data}
	}
	return map[string]any{msdpName(name): data}
}

func msdpName(name string) string {
	return msspText(strings.ToUpper(strings.ReplaceAll(name, ".", "_")))
}

// take keeps what a message says and sends what of it is reported.
func (n *negotiation) take(name string, raw json.RawMessage) {
	var data any
	if json.Unmarshal(raw, &data) != nil {
		return
	}
	vars := msdpVariables(name, data)
	for _, k := range slices.Sorted(maps.Keys(vars)) {
		if _, known := n.view.values[k]; known || len(n.view.values) < maxMSDP {
			n.view.values[k] = vars[k]
		}
		if n.view.reported[k] {
			n.tellMSDP(k, vars[k])
		}
	}
}

func (n *negotiation) tellMSDP(name string, v any) {
	out := append([]byte{msdpVar}, name...)
	n.sendSub(optMSDP, appendMSDP(append(out, msdpVal), v)...)
}

// appendMSDP writes a JSON value.
func appendMSDP(out []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		return append(out, msspText(v)...)
	case float64:
		return strconv.AppendFloat(out, v, 'f', -1, 64)
	case bool:
		if v {
			return append(out, '1')
		}
		return append(out, '0')
	case []any:
		out = append(out, msdpArrayOpen)
		for _, x := range v {
			out = appendMSDP(append(out, msdpVal), x)
		}
		return append(out, msdpArrayClose)
	case map[string]any:
		out = append(out, msdpTableOpen)
		for _, k := range slices.Sorted(maps.Keys(v)) {
			out = append(append(out, msdpVar), msdpName(k)...)
			out = appendMSDP(append(out, msdpVal), v[k])
		}
		return append(out, msdpTableClose)
	}
	return out
}

// msdpCommands are what a client may ask, each with the values behind it.
var msdpCommands = map[string]func(n *negotiation, values []string){
	"LIST":     (*negotiation).listMSDP,
	"REPORT":   (*negotiation).reportMSDP,
	"UNREPORT": func(n *negotiation, values []string) { n.unreport(values) },
	"SEND":     (*negotiation).sendMSDP,
	"RESET":    func(n *negotiation, _ []string) { clear(n.view.reported) },
}

// msdpLists are what LIST knows.
var msdpLists = map[string]func(n *negotiation) []string{
	"COMMANDS":               func(*negotiation) []string { return msdpCommandNames },
	"LISTS":                  func(*negotiation) []string { return msdpListNames },
	"CONFIGURABLE_VARIABLES": func(*negotiation) []string { return nil },
	"REPORTABLE_VARIABLES":   func(n *negotiation) []string { return slices.Sorted(maps.Keys(n.view.values)) },
	"SENDABLE_VARIABLES":     func(n *negotiation) []string { return slices.Sorted(maps.Keys(n.view.values)) },
	"REPORTED_VARIABLES":     func(n *negotiation) []string { return slices.Sorted(maps.Keys(n.view.reported)) },
}

var (
	msdpCommandNames = []string{"LIST", "REPORT", "RESET", "SEND", "UNREPORT"}
	msdpListNames    = []string{
		"COMMANDS", "CONFIGURABLE_VARIABLES", "LISTS", "REPORTABLE_VARIABLES", "REPORTED_VARIABLES", "SENDABLE_VARIABLES",
	}
)

// msdpIs is what the client asks. Anything else, such as variables that it
// sets, is nothing to us.
func msdpIs(n *negotiation, data []byte) {
	if !n.view.on {
		return
	}
	for name, values := range msdpPairs(data) {
		if command := msdpCommands[name]; command != nil {
			command(n, values)
		}
	}
}

// msdpPairs reads variables with flat values; an array is several of them.
func msdpPairs(data []byte) func(yield func(string, []string) bool) {
	return func(yield func(string, []string) bool) {
		for _, pair := range strings.Split(string(data), string(rune(msdpVar))) {
			name, rest, ok := strings.Cut(pair, string(rune(msdpVal)))
			if !ok {
				continue
			}
			var values []string
			for _, v := range strings.Split(rest, string(rune(msdpVal))) {
				if v = msspText(v); v != "" && len(values) < maxMSDP {
					values = append(values, v)
				}
			}
			if !yield(name, values) {
				return
			}
		}
	}
}

func (n *negotiation) listMSDP(values []string) {
	for _, v := range values {
		if list := msdpLists[v]; list != nil {
			out := []any{}
			for _, name := range list(n) {
				out = append(out, name)
			}
			n.tellMSDP(v, out)
		}
	}
}

func (n *negotiation) reportMSDP(values []string) {
	for _, v := range values {
		if len(n.view.reported) < maxMSDP && len(v) <= maxVariableName {
			n.view.reported[v] = true
		}
	}
	n.sendMSDP(values)
}

func (n *negotiation) unreport(values []string) {
	for _, v := range values {
		delete(n.view.reported, v)
	}
}

func (n *negotiation) sendMSDP(values []string) {
	for _, name := range values {
		if v, ok := n.view.values[name]; ok {
			n.tellMSDP(name, v)
		}
	}
}
