package link

import (
	"encoding/binary"
	"fmt"

	"mud/sessions/wire"
)

// maxFrame bounds one message, in bytes; one step says at most 256 KiB to a
// session.
const maxFrame = 16 << 20

// headSize is the size of a frame's head: the length of its message.
const headSize = 4

// AppendFrame appends a message to frames in the form in which it goes over a
// socket. After an error frames is as it was.
func AppendFrame(frames []byte, m wire.Message) ([]byte, error) {
	at := len(frames)
	out, err := wire.Append(append(frames, 0, 0, 0, 0), m)
	size := len(out) - at - headSize
	if err == nil && size > maxFrame {
		err = fmt.Errorf("a %T of %d bytes is too big for the link, which carries %d", m, size, maxFrame)
	}
	if err != nil {
		return out[:at], err
	}
	binary.BigEndian.PutUint32(out[at:], uint32(size))
	return out, nil
}

// ParseFrame reads the first message of frames and returns what is behind it.
func ParseFrame(frames []byte) (m wire.Message, rest []byte, err error) {
	if len(frames) < headSize {
		return nil, nil, fmt.Errorf("a frame of %d bytes has no head", len(frames))
	}
	size, err := frameSize(frames)
	if err != nil {
		return nil, nil, err
	}
	frames = frames[headSize:]
	if size > len(frames) {
		return nil, nil, fmt.Errorf("a frame of %d bytes is cut off after %d", size, len(frames))
	}
	m, err = wire.Parse(frames[:size])
	return m, frames[size:], err
}

// frameSize is the size of the message whose frame begins with head.
func frameSize(head []byte) (int, error) {
	size := binary.BigEndian.Uint32(head)
	if size > maxFrame {
		return 0, fmt.Errorf("its length would be %d, and %d is the most", size, maxFrame)
	}
	return int(size), nil
}
