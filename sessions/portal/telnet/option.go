package telnet

// The options that are spoken here.
const (
	optEcho     = 1  // RFC 857
	optSGA      = 3  // RFC 858
	optTTYPE    = 24 // RFC 1091
	optEOR      = 25 // RFC 885
	optNAWS     = 31 // RFC 1073
	optLinemode = 34 // RFC 1184
	optEnviron  = 39 // RFC 1572
	optCharset  = 42 // RFC 2066
	optMSDP     = 69
	optMSSP     = 70
	optMCCP2    = 86
	optMXP      = 91
	optGMCP     = 201
)

// option is one telnet option as this server speaks it.
type option struct {
	code   byte
	offer  byte                              // WILL or DO: sent at the start; 0: not offered
	local  bool                              // the client's DO is accepted
	remote bool                              // the client's WILL is accepted
	only   func(n *negotiation) bool         // it is neither offered nor accepted unless this holds; nil: always
	on     func(n *negotiation)              // it is agreed
	off    func(n *negotiation)              // it was refused or ended
	sub    func(n *negotiation, data []byte) // the client's subnegotiation
}

// options are all that are spoken, in the order in which they are offered:
// compression is the last, as some clients mix up what they are asked behind it.
var options = []option{
	{code: optTTYPE, offer: cmdDO, remote: true, on: askTerminal, off: terminalDone, sub: terminalIs},
	{code: optNAWS, offer: cmdDO, remote: true, off: sizeDone, sub: sizeIs},
	{code: optCharset, offer: cmdWILL, local: true, on: askCharset, sub: charsetIs},
	{code: optEnviron, offer: cmdDO, remote: true, on: askEnviron, off: (*negotiation).known, sub: environIs},
	{code: optLinemode, offer: cmdDO, remote: true, on: setLinemode},
	{code: optGMCP, offer: cmdWILL, local: true, on: gmcpOn, off: gmcpOff, sub: gmcpIs},
	{code: optMSSP, offer: cmdWILL, local: true, only: hasMSSP, on: tellMSSP},
	{code: optEOR, offer: cmdWILL, local: true},
	{code: optMXP, offer: cmdWILL, local: true, on: mxpOn, off: mxpOff},
	{code: optMSDP, offer: cmdWILL, local: true, on: msdpOn, off: msdpOff, sub: msdpIs},
	{code: optMCCP2, offer: cmdWILL, local: true, only: hasMCCP, on: mccpOn, off: mccpOff},
	{code: optEcho},
	// With SGA and hidden input clients send each key by itself, unless they
	// edit lines by LINEMODE: without that it is refused.
	{code: optSGA, local: true, only: func(n *negotiation) bool { return n.them.state[optLinemode] == yes }},
}
