package telnet

import (
	"strconv"
	"strings"

	"mud/sessions/portal"
)

// terminalState is how far the client has told about its terminal.
type terminalState struct {
	asked int
	last  string
}

// The bytes of TTYPE (RFC 1091).
const (
	ttypeIs   = 0
	ttypeSend = 1
)

// maxTerminals is how often the terminal is asked for: name, terminal, MTTS,
// and once more for clients that list several.
const maxTerminals = 4

func askTerminal(n *negotiation) {
	n.terminal.asked++
	n.sendSub(optTTYPE, ttypeSend)
}

func terminalDone(n *negotiation) {
	if n.haveTerm {
		return
	}
	n.haveTerm = true
	n.known()
	if n.us.state[optMCCP2] == yes {
		n.beginMCCP()
	}
}

// terminalIs is one answer. Clients with MTTS give name, terminal type and
// "MTTS n"; others repeat themselves, which ends the asking.
func terminalIs(n *negotiation, data []byte) {
	if len(data) == 0 || data[0] != ttypeIs || n.haveTerm {
		return
	}
	text := portal.Printable(string(data[1:]), 40)
	if text == n.terminal.last || n.terminal.asked > maxTerminals {
		terminalDone(n)
		return
	}
	n.terminal.last = text
	bits, isMTTS := strings.CutPrefix(text, "MTTS ")
	switch {
	case isMTTS:
		mtts(n, bits)
	case n.terminal.asked == 1:
		n.set("CLIENTNAME", text)
		byName(n, text)
	case n.terminal.asked == 2:
		n.set("TERM", text)
		byName(n, text)
	}
	if n.terminal.asked == maxTerminals || isMTTS {
		terminalDone(n)
		return
	}
	askTerminal(n)
}

// byName guesses colours for clients without MTTS.
func byName(n *negotiation, name string) {
	low := strings.ToLower(name)
	switch {
	case strings.Contains(low, "truecolor"):
		n.set("TRUECOLOR", true)
		fallthrough
	case strings.Contains(low, "256color"):
		n.set("XTERM256", true)
	case low == "dumb" || low == "unknown":
		n.set("ANSI", false)
	}
}

// mttsFlags are the bits of MTTS, from the lowest. That of TLS says only what
// the client could do; the flag is for what it does.
var mttsFlags = []string{
	"ANSI", "VT100", "UTF-8", "XTERM256", "MOUSE_TRACKING", "OSC_COLOR_PALETTE", "SCREENREADER",
	"PROXY", "TRUECOLOR", "MNES", "MSLP",
}

func mtts(n *negotiation, text string) {
	bits, err := strconv.ParseUint(strings.TrimSpace(strings.SplitN(text, " ", 2)[0]), 10, 32)
	if err != nil {
		return
	}
	for i, name := range mttsFlags {
		on := bits&(1<<i) != 0
		if name == "SCREENREADER" && !on {
			continue // the player may have chosen it
		}
		n.set(name, on)
	}
}

// The bounds of a window, in columns and rows. A size of 0 means that the
// client does not know.
const (
	minWidth, maxWidth   = 20, 500
	minHeight, maxHeight = 5, 300
)

// sizeIs is the client's window size (RFC 1073).
func sizeIs(n *negotiation, data []byte) {
	if len(data) == 4 {
		if w := int(data[0])<<8 | int(data[1]); w > 0 {
			n.set("SCREENWIDTH", min(max(w, minWidth), maxWidth))
		}
		if h := int(data[2])<<8 | int(data[3]); h > 0 {
			n.set("SCREENHEIGHT", min(max(h, minHeight), maxHeight))
		}
	}
	sizeDone(n)
}

func sizeDone(n *negotiation) {
	n.haveSize = true
	n.known()
}
