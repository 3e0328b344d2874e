package telnet

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"mud/sessions/wire"
)

func sub(option byte, data string) []byte {
	return append(append([]byte{iac, cmdSB, option}, data...), iac, cmdSE)
}

// TestMSSP: the figures are told once, however often a crawler asks.
func TestMSSP(t *testing.T) {
	n := newTalk()
	n.start()
	n.sent()
	for range 3 {
		n.receive(cmdDO, optMSSP)
	}
	n.wantSent(t, "the answer", sub(optMSSP, "\x01NAME\x02mud\x01PORT\x0223\x024000")...)
	n.receive(cmdDONT, optMSSP)
	n.sent()
	n.receive(cmdDO, optMSSP)
	n.wantSent(t, "an agreement only", iac, cmdWILL, optMSSP)
}

// TestGMCP: messages in both directions.
func TestGMCP(t *testing.T) {
	n := newTalk()
	n.start()
	n.sent()
	n.sendOOB("Room.Info", json.RawMessage(`{}`))
	n.wantSent(t, "nothing before it is agreed")
	n.receive(cmdDO, optGMCP)
	if n.flags["OOB"] != true {
		t.Error("the flag OOB is not set")
	}
	for _, c := range []struct{ name, data, want string }{
		{"Room.Info", `{"num":1}`, `Room.Info {"num":1}`},
		{"Core.Ping", ``, `Core.Ping`},
		{"get_value", `1`, `Get.Value 1`},
		{"echo", `"é"`, `Echo "é"`},
	} {
		n.sendOOB(c.name, json.RawMessage(c.data))
		n.wantSent(t, c.name, sub(optGMCP, c.want)...)
	}
	for data, want := range map[string]string{
		"Core.Hello {\"client\":\"x\"}": "Core.Hello {\"client\":\"x\"}",
		"Core.Ping":                     "Core.Ping ",
		"Core.Ping  12 ":                "Core.Ping 12",
		"":                              " ",
		" x":                            " x",
	} {
		n.told = nil
		n.subnegotiation(optGMCP, []byte(data))
		if !slices.Equal(n.told, []string{want}) {
			t.Errorf("%q is %q, want %q", data, n.told, want)
		}
	}
}

// TestMSDP: the same data as variables.
func TestMSDP(t *testing.T) {
	n := newTalk()
	n.start()
	n.receive(cmdDO, optMSDP)
	n.sent()
	if got := n.told; len(got) != 1 || !strings.HasPrefix(got[0], "Core.Supports.Set [") {
		t.Errorf("the Server is told %q", got)
	}
	n.sendOOB("Char.Vitals", json.RawMessage(`{"hp":10.5,"alive":true}`))
	n.sendOOB("Char.Name", json.RawMessage(`{"name":"Ann\u0001\u0002"}`))
	n.sendOOB("Room.Info", json.RawMessage(`{"num":7,"exits":{"n":8},"list":["a","b"],"none":null}`))
	n.wantSent(t, "nothing that is not asked for")
	for _, c := range []struct{ asks, want string }{
		{"\x01LIST\x02COMMANDS", "\x01COMMANDS\x02\x05\x02LIST\x02REPORT\x02RESET\x02SEND\x02UNREPORT\x06"},
		{"\x01LIST\x02REPORTABLE_VARIABLES", "\x01REPORTABLE_VARIABLES\x02\x05\x02ALIVE\x02CHARACTER_NAME\x02HP\x02ROOM\x06"},
		{"\x01SEND\x02CHARACTER_NAME", "\x01CHARACTER_NAME\x02Ann"},
		{"\x01REPORT\x02HP", "\x01HP\x0210.5"},
		{"\x01SEND\x02ROOM", "\x01ROOM\x02\x03\x01EXITS\x02\x03\x01N\x028\x04\x01LIST\x02\x05\x02a\x02b\x06\x01NONE\x02\x01NUM\x027\x04"},
		{"\x01LIST\x02REPORTED_VARIABLES", "\x01REPORTED_VARIABLES\x02\x05\x02HP\x06"},
	} {
		n.subnegotiation(optMSDP, []byte(c.asks))
		n.wantSent(t, c.asks, sub(optMSDP, c.want)...)
	}
	n.subnegotiation(optMSDP, []byte("\x01SEND\x02\x05\x02HP\x02ALIVE\x06"))
	n.wantSent(t, "an array", append(sub(optMSDP, "\x01HP\x0210.5"), sub(optMSDP, "\x01ALIVE\x021")...)...)
	n.sendOOB("Char.Vitals", json.RawMessage(`{"hp":9,"mp":3}`))
	n.wantSent(t, "what is reported", sub(optMSDP, "\x01HP\x029")...)
	n.subnegotiation(optMSDP, []byte("\x01UNREPORT\x02HP"))
	n.sendOOB("Char.Vitals", json.RawMessage(`{"hp":8}`))
	n.wantSent(t, "nothing any more")
	// Row 47: what it does not know is nothing to it.
	for _, odd := range []string{"", "\x01", "\x02", "\x01CLIENT\x02Mudlet\x01VERSION\x024.20", "\x01LIST\x02NONSENSE", "\x01SEND\x02\x05\x05\x06", "\x01NOPE", "\x03\x04"} {
		n.subnegotiation(optMSDP, []byte(odd))
		n.wantSent(t, odd)
	}
}

// TestMSDPBesideGMCP: a client that has both is sent the data once.
func TestMSDPBesideGMCP(t *testing.T) {
	n := newTalk()
	n.start()
	n.receive(cmdDO, optGMCP)
	n.receive(cmdDO, optMSDP)
	n.sent()
	n.subnegotiation(optMSDP, []byte("\x01REPORT\x02HP"))
	n.sendOOB("Char.Vitals", json.RawMessage(`{"hp":1}`))
	n.wantSent(t, "GMCP only", sub(optGMCP, `Char.Vitals {"hp":1}`)...)
}

// TestMXP: the mode of open tags is ended as soon as MXP is agreed, and MXP
// with the player's option (row 48 of the users' pains).
func TestMXP(t *testing.T) {
	n := newTalk()
	n.start()
	n.sent()
	on, off := wire.Flags{mxpFlag: true}, wire.Flags{mxpFlag: false}
	n.choose(off, off)
	n.wantSent(t, "nothing without MXP")
	n.receive(cmdDO, optMXP)
	n.wantSent(t, "the lock", append(sub(optMXP, ""), "\x1b[7z"...)...)
	n.choose(off, on)
	n.wantSent(t, "nothing when the flag follows")
	n.choose(on, off)
	n.wantSent(t, "the end", iac, cmdWONT, optMXP)
	n.receive(cmdDONT, optMXP)
	n.choose(off, on)
	n.wantSent(t, "a new offer", iac, cmdWILL, optMXP)
	n.receive(cmdDONT, optMXP)
	n.wantSent(t, "nothing more")
	if n.flags[mxpFlag] != false {
		t.Error("MXP was refused, and its flag is on")
	}
}
