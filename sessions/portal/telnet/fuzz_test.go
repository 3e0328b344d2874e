package telnet

import (
	"bytes"
	"maps"
	"slices"
	"testing"
)

// FuzzClient holds that no bytes break the connection's reader, that the same
// bytes give the same lines however they are cut, and that the answers stay in
// proportion.
func FuzzClient(f *testing.F) {
	for _, c := range lineCases {
		f.Add([]byte(c.bytes), uint8(3))
	}
	f.Add([]byte("\xff\xfb\x18\xff\xfa\x18\x00XTERM\xff\xf0\xff\xfd\x01\xff\xfe\x01"), uint8(1))
	f.Add([]byte("\xff\xfa\x27\x00\x00MTTS\x01271\xff\xf0\xff\xfa\x1f\x00\xff\xff\x00\x32\xff\xf0"), uint8(2))
	f.Fuzz(func(t *testing.T, data []byte, size uint8) {
		opts := testOptions(t)
		opts.MaxLine = 64
		whole, sent := play(t, opts, data)
		cut, _ := play(t, opts, pieces(data, int(size)%16+1)...)
		if !slices.Equal(whole.lines, cut.lines) {
			t.Errorf("whole %q, in pieces %q", whole.lines, cut.lines)
		}
		for _, line := range whole.lines {
			if bytes.ContainsAny([]byte(line), "\r\n\x00\x1b") {
				t.Errorf("the line %q has control characters", line)
			}
		}
		if n := len(sent.sent()); n > 200+64*len(data) {
			t.Errorf("%d bytes were answered to %d", n, len(data))
		}
	})
}

// FuzzSubnegotiation holds that no payload of any option breaks a negotiation,
// makes it answer out of proportion, or sets a flag to what it must not be.
func FuzzSubnegotiation(f *testing.F) {
	seeds := []string{"", "\x00", "\x01", "\x00XTERM-256COLOR", "\x00MTTS 2349", "\x00MTTS 99999999999999999999", "\x00\x64\x00\x1e", "\x02UTF-8", "\x03",
		"\x01;UTF-8;LATIN-1", "\x00\x00MTTS\x01783\x03SCREEN_READER\x011", "\x00\x02\x02\x01", "\x01LIST\x02COMMANDS", "\x01REPORT\x02\x05\x02HP\x06",
		"Core.Hello {\"client\":\"x\"}", "Core.Supports.Set [\"Char 1\"]", "X {", "\x03\x01\x02\x03", "\xf0\x9f\x98\x80 \xff"}
	for i := range options {
		for _, s := range seeds {
			f.Add(uint8(i), []byte(s))
		}
	}
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		n := newTalk()
		n.start()
		o := options[int(which)%len(options)]
		if o.local {
			n.receive(cmdDO, o.code)
		}
		if o.remote {
			n.receive(cmdWILL, o.code)
		}
		n.sent()
		n.subnegotiation(o.code, data)
		if sent := n.sent(); len(sent) > 400+40*len(data) {
			t.Errorf("%d bytes were answered to %d", len(sent), len(data))
		}
		for flag, v := range n.flags {
			switch v := v.(type) {
			case int:
				if v < minHeight || v > maxWidth {
					t.Errorf("%s is %d", flag, v)
				}
			case string:
				if len(v) > 40 {
					t.Errorf("%s is %q", flag, v)
				}
			}
		}
	})
}

// FuzzMSDP holds that any data becomes sound MSDP: what is sent holds no byte
// that a client would take for an end or a telnet command. What the client asks,
// in any bytes, is answered likewise, in proportion, and keeps little here.
func FuzzMSDP(f *testing.F) {
	for _, seed := range []string{`{"hp":1}`, `[1,[2,{"a":null}]]`, `"\u0000\u0001\u0006\u00ff"`, `true`, `{"\u0001":{"\u0002":"\u0003"}}`, `1e308`, `nonsense`} {
		for _, asked := range []string{"\x01LIST\x02COMMANDS", "\x01REPORT\x02\x05\x02HP\x02ROOM\x06", "\x01UNREPORT\x02HP\x01RESET\x02\x01SEND\x02HP\x02HP", "\x02\x01\x06\x00\xff"} {
			f.Add("Char.Vitals", seed, []byte(asked))
			f.Add("Room.Info", seed, []byte(asked))
			f.Add("x.\x01y", seed, []byte(asked))
		}
	}
	f.Fuzz(func(t *testing.T, name, data string, asked []byte) {
		n := newTalk()
		n.start()
		n.receive(cmdDO, optMSDP)
		n.sent()
		n.take(name, []byte(data))
		n.subnegotiation(optMSDP, asked)
		n.take(name, []byte(data)) // now perhaps reported
		if len(n.view.reported) > maxMSDP || len(n.view.values) > maxMSDP {
			t.Errorf("%d variables are reported, %d kept", len(n.view.reported), len(n.view.values))
		}
		if longest := 400 + 8*(len(data)+len(name))*(len(asked)+2) + 200*len(asked); len(n.out) > longest {
			t.Errorf("%d bytes were answered to %d about %d", len(n.out), len(asked), len(data))
		}
		for _, known := range slices.Sorted(maps.Keys(n.view.values)) {
			n.subnegotiation(optMSDP, []byte("\x01SEND\x02"+known))
		}
		found := &subs{}
		p := &parser{h: found, max: 1 << 20}
		p.feed(n.sent())
		if p.state != inData || found.other > 0 {
			t.Errorf("what is sent is not whole: %q", data)
		}
		for _, payload := range found.payloads {
			depth := 0
			for _, b := range payload {
				switch b {
				case msdpTableOpen, msdpArrayOpen:
					depth++
				case msdpTableClose, msdpArrayClose:
					depth--
				case 0:
					depth = -1
				}
				if depth < 0 {
					t.Fatalf("unbalanced: %q", payload)
				}
			}
			if depth != 0 {
				t.Fatalf("unbalanced: %q", payload)
			}
		}
	})
}

// subs collects subnegotiations; other counts everything else.
type subs struct {
	payloads [][]byte
	other    int
}

func (s *subs) data(byte)            { s.other++ }
func (s *subs) negotiate(_, _ byte)  { s.other++ }
func (s *subs) sub(_ byte, p []byte) { s.payloads = append(s.payloads, bytes.Clone(p)) }
func (s *subs) oversized()           { s.other++ }
