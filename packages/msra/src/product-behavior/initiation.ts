// Readings about how a session is prepared: connection strings, invitations, RDP ([MS-RA] 2.2.7, 3, [MS-RAI], [MS-RAIOP]).

import type { Reading } from './reading.ts';

export const INITIATION_READINGS = {
  ALTERNATE_SHELL_OF_A_PASSWORD: {
    id: 'X17',
    sections: '2.2.7.2',
    reading:
      'AlternateShell holds the password of a protected invitation, or * where the caller asks for it; a novice takes either',
    reason:
      'the text demands the password, but independent experts send * for invitation files and Windows lets them in',
  },
  VERSION_1_AFTER_XP: {
    id: 'X18',
    sections: 'notes <1>, <4>, <5>, <6>',
    reading: 'version 1 is spoken to every peer that has it, whatever its Windows is',
    reason: 'one note gives it to Windows XP and Server 2003 alone, three others describe it in later ones',
  },
  ARTICLES_ARE_NOT_NEEDED: {
    id: 'U13',
    sections: '[MS-RAI] 6, informative references',
    reading: 'nothing is taken from the articles that the documents refer to',
    reason:
      'they are partly gone from the net; what they describe of invitation files is proven by published files and their passwords',
  },
  KEY_HASH_OF_DTLS: {
    sections: '[MS-RAI] 2.2.2',
    reading:
      "over WebRTC, KH2 holds the SHA-256 of the novice's DTLS certificate, and our own KX2 the expert's",
    reason: 'there is no RDP certificate; the token over the string then binds both ends of the link',
  },
  VERSION_3_OVER_WEBRTC: {
    sections: '3, 3.7.5, 3.8.5',
    reading: 'an initiation through a messenger counts as PNRP, so version 3 is used',
    reason:
      'like PNRP it gives both sides the string and the password by a path of its own; both tokens prove it',
  },
  PASS_STUB_IS_A_CHALLENGE: {
    sections: '[MS-RAI] 6, note <17>',
    reading:
      'the PassStub is a random text of 14 characters in plain, any text is accepted, both sides encrypt it',
    reason:
      'the table calls it the encrypted password, the figure a random string; all published samples are that',
  },
  CONTACT_ADDRESS_HASHES_PKCS1: {
    id: 'X20',
    sections: '2.2.5 against [MS-PNRP] 1.3.1.1',
    reading: "a contact's address is the SHA-1 of its key as PKCS#1 RSAPublicKey",
    reason:
      'the published example comes out so, and not from the SubjectPublicKeyInfo that the text asks for',
  },
  SECURE_PEER_KEY_IS_UTF16: {
    sections: '[MS-RAIOP] 3.3.5.1',
    reading:
      'in front of the payload stands the base64 of the encrypted key in UTF-16LE; FriendlyName counts its bytes',
    reason: 'the text says a base64-encoded Unicode string and its byte length; no example is published',
  },
  SECURE_PEER_KEY_IS_BIG_ENDIAN: {
    sections: '[MS-RAIOP] 3.3.5.1',
    reading: 'the bytes of the encrypted key stand in the order of PKCS#1, the most significant first',
    reason:
      "the text does not say; CryptoAPI would give them the other way round, but no example is published, and trying both orders would double what a stranger's payload costs",
  },
  SECURE_PEER_CIPHERS: {
    sections: '[MS-RAIOP] 3.3.5.1',
    reading: 'AES-256 runs as CBC with a zero vector and PKCS#7, RSA with the padding of PKCS#1 version 1.5',
    reason:
      "the text names neither; these are CryptoAPI's defaults, and the AES-128 of 3.1.5.2 is verified to be so",
  },
} as const satisfies Readonly<Record<string, Reading>>;
