package telnet

import (
	"strings"

	"mud/sessions/portal"
)

// The bytes of NEW-ENVIRON (RFC 1572), and the bounds of what a client tells.
const (
	environIsByte   = 0
	environSend     = 1
	environInfo     = 2
	environVar      = 0
	environValue    = 1
	environEsc      = 2
	environUserVar  = 3
	maxVariables    = 64
	maxVariableName = 64
	maxVariable     = 256
)

// environNames are what is asked for by name, as TinTin++ answers nothing
// else. Mudlet keeps its own as user variables.
var environNames = []string{"CLIENT_NAME", "CLIENT_VERSION", "TERMINAL_TYPE", "MTTS", "CHARSET", "SCREEN_READER", "OSC_HYPERLINKS"}

func askEnviron(n *negotiation) {
	ask := []byte{environSend}
	for _, kind := range []byte{environVar, environUserVar} {
		for _, name := range environNames {
			ask = append(append(ask, kind), name...)
		}
	}
	n.sendSub(optEnviron, ask...)
}

// environIs reads the client's variables. Nothing is decided by them but how
// texts are shown: a client may write into them what it likes.
func environIs(n *negotiation, data []byte) {
	if len(data) == 0 || data[0] != environIsByte && data[0] != environInfo {
		return
	}
	for i, v := range environVariables(data[1:]) {
		if i == maxVariables {
			break
		}
		if read := environ[v.name]; read != nil {
			read(n, v.value)
		}
	}
	if !n.haveEnv {
		n.haveEnv = true
		n.known()
	}
}

// environ are the variables that count. An empty value says nothing.
var environ = map[string]func(n *negotiation, value string){
	"CLIENT_NAME":    environWord("CLIENTNAME"),
	"CLIENT_VERSION": environWord("CLIENTVERSION"),
	"TERMINAL_TYPE":  environWord("TERM"),
	"MTTS":           mtts,
	"SCREEN_READER":  environSwitch("SCREENREADER"),
	"OSC_HYPERLINKS": environSwitch("OSC8"),
	"CHARSET": func(n *negotiation, value string) {
		if strings.EqualFold(value, "UTF-8") {
			n.set("UTF-8", true)
		}
	},
}

func environWord(flag string) func(*negotiation, string) {
	return func(n *negotiation, value string) {
		if text := portal.Printable(value, 40); text != "" {
			n.set(flag, text)
		}
	}
}

// environSwitch turns a flag on; the client's 0 turns off nothing that its
// player may have chosen.
func environSwitch(flag string) func(*negotiation, string) {
	return func(n *negotiation, value string) {
		if value == "1" {
			n.set(flag, true)
		}
	}
}

type variable struct{ name, value string }

func environVariables(data []byte) []variable {
	var out []variable
	var at *string
	bound := 0
	for i := 0; i < len(data); i++ {
		b := data[i]
		switch {
		case b == environVar || b == environUserVar:
			out = append(out, variable{})
			at, bound = &out[len(out)-1].name, maxVariableName
		case b == environValue && len(out) > 0:
			at, bound = &out[len(out)-1].value, maxVariable
		case at != nil:
			if b == environEsc && i+1 < len(data) {
				i++
				b = data[i]
			}
			if len(*at) < bound {
				*at += string(rune(b))
			}
		}
	}
	return out
}
