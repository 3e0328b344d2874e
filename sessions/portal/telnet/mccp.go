package telnet

import (
	"bytes"
	"encoding/binary"
	"hash"
	"hash/adler32"

	"github.com/klauspost/compress/flate"
)

func hasMCCP(n *negotiation) bool { return n.compress != nil }

// mccpOn begins to compress when the terminal has told all that it is asked:
// some clients mix up the questions otherwise.
func mccpOn(n *negotiation) {
	if n.haveTerm {
		n.beginMCCP()
	}
}

func mccpOff(n *negotiation) { n.compress(false) }

func (n *negotiation) beginMCCP() {
	n.sendSub(optMCCP2)
	n.compress(true)
}

// maxDictionary is how much of what was sent the compressor looks back at. It
// is all that a compressed connection keeps, beside its checksum.
const maxDictionary = 8 << 10

// deflater writes one zlib stream (RFC 1950) that a client can read after each
// write. It keeps no tables between writes, so that a thousand of them fit
// into a few megabytes.
type deflater struct {
	begun bool
	sum   hash.Hash32
	last  []byte // the end of what was written
}

func newDeflater() *deflater { return &deflater{sum: adler32.New()} }

// write appends p, compressed, to out.
func (d *deflater) write(out *bytes.Buffer, p []byte) error {
	if !d.begun {
		d.begun = true
		out.Write([]byte{0x78, 0x01})
	}
	_, _ = d.sum.Write(p) // never fails
	for len(p) > 0 {
		part := p[:min(len(p), maxDictionary)]
		p = p[len(part):]
		if err := flate.StatelessDeflate(out, part, false, d.last); err != nil {
			return err
		}
		d.last = append(d.last, part...)
		if over := len(d.last) - maxDictionary; over > 0 {
			d.last = append(d.last[:0], d.last[over:]...)
		}
	}
	return nil
}

// end appends the end of the stream.
func (d *deflater) end(out *bytes.Buffer) error {
	if err := flate.StatelessDeflate(out, nil, true, nil); err != nil {
		return err
	}
	return binary.Write(out, binary.BigEndian, d.sum.Sum32())
}
