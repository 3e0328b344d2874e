package telnet

import (
	"encoding/json"
	"sync"
)

// state is how far an option is agreed on one side.
type state uint8

const (
	no state = iota
	asked
	yes
)

// side is the state of all options on one side: ours (WILL) or theirs (DO).
// Which requests were refused is kept, so that a repeated one gets no answer.
type side struct {
	state   [256]state
	refused [256]bool
	late    [256]bool // we ended it, and the client may confirm that yet
}

// services are what a negotiation works with, beside the client.
type services struct {
	send     func(bytes ...byte)                     // queues telnet bytes
	set      func(name string, v any)                // tells a flag
	ready    func()                                  // nothing more is to be known before the first screen
	oob      func(name string, data json.RawMessage) // out-of-band data of the client
	compress func(on bool)                           // what is sent from here on; nil: not offered
	mssp     func() []Variable                       // nil: not offered
}

// negotiation keeps a connection's options by RFC 1143, with what real clients
// demand: our own WONT and DONT count at once, as TinTin++ never confirms
// them, and silence is no error but a no.
type negotiation struct {
	services
	us, them side
	table    *[256]*option // of all connections

	terminal terminalState
	haveSize bool
	haveTerm bool
	haveEnv  bool
	hasMSSP  bool // it was told once
	view     msdpView
}

func newNegotiation(s services) *negotiation {
	return &negotiation{services: s, table: optionTable()}
}

// optionTable is the options by their codes.
var optionTable = sync.OnceValue(func() *[256]*option {
	var table [256]*option
	for i := range options {
		table[options[i].code] = &options[i]
	}
	return &table
})

// start makes all offers; the caller writes them in one piece.
func (n *negotiation) start() {
	for _, o := range options {
		if o.only != nil && !o.only(n) {
			continue
		}
		switch o.offer {
		case cmdWILL:
			n.us.state[o.code] = asked
		case cmdDO:
			n.them.state[o.code] = asked
		default:
			continue
		}
		n.send(iac, o.offer, o.code)
	}
}

// receive is a command of the client.
func (n *negotiation) receive(verb, code byte) {
	switch verb {
	case cmdWILL:
		n.request(&n.them, code, cmdDO, cmdDONT, n.accepts(code, false))
	case cmdDO:
		n.request(&n.us, code, cmdWILL, cmdWONT, n.accepts(code, true))
	case cmdWONT:
		n.end(&n.them, code, cmdDONT)
	case cmdDONT:
		n.end(&n.us, code, cmdWONT)
	}
}

func (n *negotiation) accepts(code byte, local bool) bool {
	o := n.table[code]
	return o != nil && (local && o.local || !local && o.remote) && (o.only == nil || o.only(n))
}

// request is the client's WILL or DO.
func (n *negotiation) request(s *side, code, agree, refuse byte, accept bool) {
	switch {
	case s.state[code] == yes:
		return
	case s.state[code] == asked:
	case accept:
		n.send(iac, agree, code)
	default:
		if !s.refused[code] {
			s.refused[code] = true
			n.send(iac, refuse, code)
		}
		return
	}
	s.state[code] = yes
	if o := n.table[code]; o.on != nil {
		o.on(n)
	}
}

// end is the client's WONT or DONT: the answer to our request needs none. One
// that confirms an end of ours, and comes after we have asked anew, is none.
func (n *negotiation) end(s *side, code, confirm byte) {
	was := s.state[code]
	if s.late[code] {
		s.late[code] = false
		if was == asked {
			return
		}
	}
	s.state[code] = no
	if was == yes {
		n.send(iac, confirm, code)
	}
	if o := n.table[code]; was != no && o != nil && o.off != nil {
		o.off(n)
	}
}

// will turns an option of ours on or off.
func (n *negotiation) will(code byte, on bool) {
	if on {
		n.us.state[code] = asked
		n.send(iac, cmdWILL, code)
		return
	}
	n.us.late[code] = n.us.state[code] == yes
	n.us.state[code] = no
	n.send(iac, cmdWONT, code)
}

// subnegotiation is the client's.
func (n *negotiation) subnegotiation(code byte, data []byte) {
	if o := n.table[code]; o != nil && o.sub != nil {
		o.sub(n, data)
	}
}

// sendSub sends a subnegotiation.
func (n *negotiation) sendSub(code byte, data ...byte) {
	out := []byte{iac, cmdSB, code}
	for _, b := range data {
		if b == iac {
			out = append(out, iac)
		}
		out = append(out, b)
	}
	n.send(append(out, iac, cmdSE)...)
}

// known reports that what the first screen depends on is known. A client that
// has agreed to tell its variables is a screen reader's perhaps.
func (n *negotiation) known() {
	if n.haveSize && n.haveTerm && (n.haveEnv || n.them.state[optEnviron] != yes) {
		n.ready()
	}
}
