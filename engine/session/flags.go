package session

import (
	"fmt"
	"slices"
	"strings"

	"mud/engine/command"
)

// Flag is one of the protocol_flags of a session: what its client can do and
// what its player chose.
type Flag struct {
	Name     string
	Default  any      // of a session whose client has said nothing yet: a bool, an int or a string
	Client   bool     // the client tells it by itself
	Player   bool     // the player may choose it, with `option` or session:set_flag
	Min, Max int      // bounds of a number
	OneOf    []string // what a word may be, nil for any
	About    string   // for people
}

// Flags are all protocol flags (spec 1.10). The Portal has the same defaults
// in sessions/wire; a test holds the two together, and docs/sessions.md too.
var Flags = []Flag{
	{Name: "ANSI", Default: true, Client: true, Player: true, About: "16 colours"},
	{Name: "CLIENTNAME", Default: "", Client: true, About: "what the client calls itself"},
	{Name: "CLIENTVERSION", Default: "", Client: true, About: "the client's version"},
	{Name: "ENCODING", Default: "utf-8", Client: true, Player: true, OneOf: []string{"utf-8", "latin-1", "cp437", "ascii"}, About: "how text becomes bytes"},
	{Name: "FORCEDENDLINE", Default: true, Player: true, About: "a line end is added to texts that lack one"},
	{Name: "INPUTDEBUG", Default: false, Player: true, About: "mistakes in out-of-band input are told"},
	{Name: "LINKDEAD", Default: false, Client: true, About: "the client is away and may come back"},
	{Name: "LOCALECHO", Default: false, Player: true, About: "what you type is sent back to you"},
	{Name: "MNES", Default: false, Client: true, About: "the client speaks NEW-ENVIRON as MNES"},
	{Name: "MOUSE_TRACKING", Default: false, Client: true, About: "the terminal tells of the mouse"},
	{Name: "MSLP", Default: false, Client: true, About: "links in the terminal"},
	{Name: "MXP", Default: false, Client: true, Player: true, About: "links in texts"},
	{Name: "NOCOLOR", Default: false, Player: true, About: "texts without colour"},
	{Name: "NOGOAHEAD", Default: true, About: "no go-ahead after lines"},
	{Name: "NOPKEEPALIVE", Default: true, Player: true, About: "a silent telnet connection is kept open by a NOP every 30 seconds"},
	{Name: "NOPROMPTGOAHEAD", Default: false, Player: true, About: "no go-ahead after prompts"},
	{Name: "OOB", Default: false, Client: true, About: "the client takes out-of-band data"},
	{Name: "OSC_COLOR_PALETTE", Default: false, Client: true, About: "the terminal's palette can be changed"},
	{Name: "OSC8", Default: false, Client: true, Player: true, About: "web links that a terminal can open"},
	{Name: "PAGER", Default: true, Player: true, About: "long texts are shown a page at a time"},
	{Name: "PROXY", Default: false, Client: true, About: "the client plays for others"},
	{Name: "RAW", Default: false, Player: true, About: "markup is shown as it was written"},
	{Name: "SCREENHEIGHT", Default: 45, Client: true, Player: true, Min: 5, Max: 300, About: "rows of the screen"},
	{Name: "SCREENREADER", Default: false, Client: true, Player: true, About: "texts in one column, without drawings"},
	{Name: "SCREENWIDTH", Default: 78, Client: true, Player: true, Min: 20, Max: 500, About: "columns of the screen"},
	{Name: "SUPPORTS", Default: "", Client: true, About: "the modules of out-of-band data that the client lists"},
	{Name: "TERM", Default: "", Client: true, About: "the kind of terminal"},
	{Name: "TLS", Default: false, Client: true, About: "the connection is by TLS, as far as to this server"},
	{Name: "TRUECOLOR", Default: false, Client: true, Player: true, About: "24 bit colours"},
	{Name: "UTF-8", Default: false, Client: true, Player: true, About: "the client reads UTF-8"},
	{Name: "VT100", Default: false, Client: true, About: "the terminal knows VT100"},
	{Name: "XTERM256", Default: false, Client: true, Player: true, About: "256 colours"},
}

// DefaultFlags are the flags of a session whose client has said nothing yet.
func DefaultFlags() map[string]any {
	out := make(map[string]any, len(Flags))
	for _, f := range Flags {
		out[f.Name] = f.Default
	}
	return out
}

// CheckFlag reports why a player cannot set a flag to v, for the player.
func CheckFlag(name string, v any) error {
	at := slices.IndexFunc(Flags, func(f Flag) bool { return f.Name == name })
	if at < 0 || !Flags[at].Player {
		return noFlag(name, at >= 0)
	}
	f := Flags[at]
	ok, takes := f.takes(v)
	if !ok {
		return fmt.Errorf("The option %s %s.", name, takes)
	}
	return nil
}

func noFlag(name string, clients bool) error {
	if clients {
		return fmt.Errorf("The option %s is your client's to tell; it cannot be set.", name)
	}
	var names []string
	for _, f := range Flags {
		if f.Player {
			names = append(names, f.Name)
		}
	}
	if near := command.Nearest(name, names); near != "" {
		return fmt.Errorf("There is no option %s. Did you mean %s?", name, near)
	}
	return fmt.Errorf("There is no option %s.", name)
}

// takes reports whether v is a value of the flag, and what is one.
func (f Flag) takes(v any) (ok bool, text string) {
	switch f.Default.(type) {
	case bool:
		_, ok = v.(bool)
		return ok, "takes on or off"
	case int:
		n, isInt := v.(int)
		return isInt && n >= f.Min && n <= f.Max, fmt.Sprintf("takes a number from %d to %d", f.Min, f.Max)
	}
	s, ok := v.(string)
	if f.OneOf == nil {
		return ok, "takes a word"
	}
	return ok && slices.Contains(f.OneOf, s), "takes one of " + strings.Join(f.OneOf, ", ")
}
