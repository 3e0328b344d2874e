package telnet

import (
	"bytes"
	"encoding/json"

	"mud/sessions/portal"
)

// GMCP: one message is a name and, after a space, a JSON value. It is UTF-8,
// whatever the encoding of the texts.

func gmcpOn(n *negotiation) { n.set("OOB", true) }

func gmcpOff(n *negotiation) { n.set("OOB", false) }

// gmcpIs is a message of the client.
func gmcpIs(n *negotiation, payload []byte) {
	name, data, _ := bytes.Cut(payload, []byte{' '})
	n.oob(string(name), bytes.Clone(bytes.TrimSpace(data)))
}

// sendOOB sends out-of-band data the way the client agreed to.
func (n *negotiation) sendOOB(name string, data json.RawMessage) {
	switch {
	case n.us.state[optGMCP] == yes:
		payload := []byte(portal.GMCPName(name))
		if len(data) > 0 {
			payload = append(append(payload, ' '), data...)
		}
		n.sendSub(optGMCP, payload...)
	case n.view.on:
		n.take(name, data)
	}
}
