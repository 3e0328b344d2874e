package telnet

// The bytes of the telnet protocol (RFC 854, RFC 885).
const (
	cmdEOR  = 239
	cmdSE   = 240
	cmdNOP  = 241
	cmdGA   = 249
	cmdSB   = 250
	cmdWILL = 251
	cmdWONT = 252
	cmdDO   = 253
	cmdDONT = 254
	iac     = 255
)

// handler is told what the parser finds.
type handler interface {
	data(b byte)                     // a byte of text; 255 stands for itself
	negotiate(verb, option byte)     // WILL, WONT, DO or DONT
	sub(option byte, payload []byte) // a whole subnegotiation; payload is reused
	oversized()                      // a subnegotiation that was dropped, as it was too long
}

// parser takes telnet commands out of a stream of bytes (RFC 854). Its state
// is kept from byte to byte, so that it does not matter how the network cut
// the stream into pieces.
type parser struct {
	h       handler
	max     int // bytes of a subnegotiation; a longer one is dropped, so that an endless one costs no memory
	state   parserState
	verb    byte
	option  byte
	payload []byte
	tooLong bool
}

type parserState uint8

const (
	inData parserState = iota
	afterIAC
	afterVerb // WILL, WONT, DO, DONT
	afterSB
	inSub
	inSubAfterIAC
)

// feed parses some bytes.
func (p *parser) feed(bytes []byte) {
	for _, b := range bytes {
		p.step(b)
	}
}

func (p *parser) step(b byte) {
	switch p.state {
	case inData:
		if b == iac {
			p.state = afterIAC
			return
		}
		p.h.data(b)
	case afterIAC:
		p.command(b)
	case afterVerb:
		p.state = inData
		p.h.negotiate(p.verb, b)
	case afterSB:
		p.option, p.payload, p.tooLong = b, p.payload[:0], false
		p.state = inSub
	case inSub:
		if b == iac {
			p.state = inSubAfterIAC
			return
		}
		p.collect(b)
	case inSubAfterIAC:
		p.subCommand(b)
	}
}

// command is the byte behind IAC.
func (p *parser) command(b byte) {
	p.state = inData
	switch b {
	case iac:
		p.h.data(iac)
	case cmdWILL, cmdWONT, cmdDO, cmdDONT:
		p.verb, p.state = b, afterVerb
	case cmdSB:
		p.state = afterSB
	}
	// All other commands (NOP, AYT, GA, …) mean nothing to us. AYT is not
	// answered: some clients send it as a keep-alive and show what comes back.
}

// subCommand is the byte behind IAC inside a subnegotiation. Anything but IAC
// and SE comes from a broken peer: the subnegotiation is dropped and the
// command counts.
func (p *parser) subCommand(b byte) {
	switch b {
	case iac:
		p.state = inSub
		p.collect(iac)
	case cmdSE:
		p.state = inData
		if p.tooLong {
			p.h.oversized()
			return
		}
		p.h.sub(p.option, p.payload)
	default:
		p.command(b)
	}
}

func (p *parser) collect(b byte) {
	if len(p.payload) >= p.max {
		p.tooLong = true
		return
	}
	p.payload = append(p.payload, b)
}
