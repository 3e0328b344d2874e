package telnet

import "strings"

// Variable is one of MSSP: what a list of games shows of this one.
type Variable struct {
	Name   string
	Values []string // the most important one last
}

// The bytes of MSSP.
const (
	msspVar = 1
	msspVal = 2
)

func hasMSSP(n *negotiation) bool { return n.mssp != nil }

// tellMSSP tells a crawler about the game, once a connection.
func tellMSSP(n *negotiation) {
	if n.hasMSSP {
		return
	}
	n.hasMSSP = true
	var out []byte
	for _, v := range n.mssp() {
		out = append(append(out, msspVar), msspText(v.Name)...)
		for _, value := range v.Values {
			out = append(append(out, msspVal), msspText(value)...)
		}
	}
	n.sendSub(optMSSP, out...)
}

// msspText is a text without the bytes that MSSP and MSDP cannot carry.
func msspText(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return -1
		}
		return r
	}, s)
}
