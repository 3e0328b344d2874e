package telnet

import "mud/sessions/wire"

// mxpFlag says that links are written as MXP tags.
const mxpFlag = "MXP"

// mxpLock ends the mode in which clients begin, that of open tags: without it
// "<name>" in a text would be taken for one.
const mxpLock = "\x1b[7z"

func mxpOn(n *negotiation) {
	n.sendSub(optMXP)
	n.send([]byte(mxpLock)...)
	n.set(mxpFlag, true)
}

func mxpOff(n *negotiation) { n.set(mxpFlag, false) }

// choose follows what the player chose: links end with their flag, and are
// offered again with it.
func (n *negotiation) choose(was, now wire.Flags) {
	on, agreed := now.Bool(mxpFlag), n.us.state[optMXP] == yes
	if on != was.Bool(mxpFlag) && on != agreed {
		n.will(optMXP, on)
	}
}
