package telnet

import "encoding/json"

// The options that are spoken here.
const (
	optEcho    = 1  // RFC 857
	optSGA     = 3  // RFC 858
	optTTYPE   = 24 // RFC 1091
	optEOR     = 25 // RFC 885
	optNAWS    = 31 // RFC 1073
	optEnviron = 39 // RFC 1572
	optCharset = 42 // RFC 2066
	optGMCP    = 201
)

// option is one telnet option as this server speaks it.
type option struct {
	code   byte
	offer  byte                              // WILL or DO: sent at the start; 0: not offered
	local  bool                              // the client's DO is accepted
	remote bool                              // the client's WILL is accepted
	on     func(n *negotiation)              // it is agreed
	off    func(n *negotiation)              // it was refused or ended
	sub    func(n *negotiation, data []byte) // the client's subnegotiation
}

// options are all that are spoken, in the order in which they are offered.
var options = []option{
	{code: optTTYPE, offer: cmdDO, remote: true, on: askTerminal, off: terminalDone, sub: terminalIs},
	{code: optNAWS, offer: cmdDO, remote: true, off: sizeDone, sub: sizeIs},
	{code: optCharset, offer: cmdWILL, local: true, on: askCharset, sub: charsetIs},
	{code: optEnviron, offer: cmdDO, remote: true, on: askEnviron, sub: environIs},
	{code: optGMCP, offer: cmdWILL, local: true, on: gmcpOn, off: gmcpOff, sub: gmcpIs},
	{code: optEOR, offer: cmdWILL, local: true},
	{code: optEcho},
	{code: optSGA, local: true},
}

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
}

// negotiation keeps a connection's options by RFC 1143, with what real clients
// demand: our own WONT and DONT count at once, as TinTin++ never confirms
// them, and silence is no error but a no.
type negotiation struct {
	us, them side
	table    [256]*option
	send     func(bytes ...byte) // queues telnet bytes
	set      func(name string, v any)
	ready    func()
	oob      func(name string, data json.RawMessage)

	terminal terminalState
	haveSize bool
	haveTerm bool
	commands int // negotiation commands since the last line
}

func newNegotiation(send func(...byte), set func(string, any), ready func(), oob func(string, json.RawMessage)) *negotiation {
	n := &negotiation{send: send, set: set, ready: ready, oob: oob}
	for i := range options {
		n.table[options[i].code] = &options[i]
	}
	return n
}

// start makes all offers; the caller writes them in one piece.
func (n *negotiation) start() {
	for _, o := range options {
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
	n.commands++
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
	return o != nil && (local && o.local || !local && o.remote)
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

// end is the client's WONT or DONT: the answer to our request needs none.
func (n *negotiation) end(s *side, code, confirm byte) {
	was := s.state[code]
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
	n.us.state[code] = no
	n.send(iac, cmdWONT, code)
}

// subnegotiation is the client's.
func (n *negotiation) subnegotiation(code byte, data []byte) {
	n.commands++
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

// known reports that what the first screen depends on is known.
func (n *negotiation) known() {
	if n.haveSize && n.haveTerm {
		n.ready()
	}
}
