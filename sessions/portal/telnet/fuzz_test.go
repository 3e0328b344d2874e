package telnet

import (
	"bytes"
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
