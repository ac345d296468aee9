//! Which addresses the relay may dial (spec §9).
//!
//! Looked at after name resolution, on the numbers themselves: however an address was written, it has one class.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What an address leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressClass {
    /// The internet.
    Public,
    /// A network of one's own, shared carrier space and the range that local proxies answer from included.
    Private,
    /// This machine.
    Loopback,
    /// This cable; the usual place of a cloud's metadata.
    LinkLocal,
    /// A cloud's metadata or control service outside of link-local.
    Metadata,
    /// "This host", which systems take for loopback.
    Unspecified,
    Multicast,
    Broadcast,
    /// Nothing that could be a server: documentation, tunnels, space that is not given out.
    Reserved,
}

/// How far the relay may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Only people on this machine can call: they may call their own machine and network, too.
    Home,
    /// Others can call: nothing but the internet.
    Internet,
}

impl Reach {
    /// Whether an address of that class may be dialled.
    pub fn allows(self, class: AddressClass) -> bool {
        match class {
            AddressClass::Public => true,
            AddressClass::Private | AddressClass::Loopback => self == Reach::Home,
            _ => false,
        }
    }
}

impl AddressClass {
    /// The class of an address. One that carries an IPv4 address is what that one is: a gateway may unwrap it.
    pub fn of(address: IpAddr) -> AddressClass {
        match address {
            IpAddr::V4(address) => of_v4(address),
            IpAddr::V6(address) => embedded(address).map_or_else(|| of_v6(address), of_v4),
        }
    }
}

impl fmt::Display for AddressClass {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            AddressClass::Public => "public",
            AddressClass::Private => "private",
            AddressClass::Loopback => "loopback",
            AddressClass::LinkLocal => "link-local",
            AddressClass::Metadata => "metadata",
            AddressClass::Unspecified => "unspecified",
            AddressClass::Multicast => "multicast",
            AddressClass::Broadcast => "broadcast",
            AddressClass::Reserved => "reserved",
        })
    }
}

/// The IANA registry of special IPv4 addresses, and the clouds' own.
fn of_v4(address: Ipv4Addr) -> AddressClass {
    match address.octets() {
        // Alibaba, Oracle, Azure.
        [100, 100, 100, 200] | [192, 0, 0, 192] | [168, 63, 129, 16] => AddressClass::Metadata,
        [0, ..] => AddressClass::Unspecified,
        [127, ..] => AddressClass::Loopback,
        [169, 254, ..] => AddressClass::LinkLocal,
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => AddressClass::Private,
        [100, 64..=127, ..] | [198, 18..=19, ..] => AddressClass::Private,
        [192, 0, 0 | 2, _] | [192, 88, 99, _] | [198, 51, 100, _] | [203, 0, 113, _] => AddressClass::Reserved,
        [224..=239, ..] => AddressClass::Multicast,
        [255, 255, 255, 255] => AddressClass::Broadcast,
        [240..=255, ..] => AddressClass::Reserved,
        _ => AddressClass::Public,
    }
}

/// The IANA registry of special IPv6 addresses, and the clouds' own.
fn of_v6(address: Ipv6Addr) -> AddressClass {
    match address.segments() {
        [0, 0, 0, 0, 0, 0, 0, 0] => AddressClass::Unspecified,
        [0, 0, 0, 0, 0, 0, 0, 1] => AddressClass::Loopback,
        // Amazon, Google.
        [0xfd00, 0x0ec2, ..] | [0xfd20, 0x00ce, ..] => AddressClass::Metadata,
        [0xfe80..=0xfebf, ..] => AddressClass::LinkLocal,
        [0xfc00..=0xfdff, ..] | [0xfec0..=0xfeff, ..] => AddressClass::Private,
        [0xff00..=0xffff, ..] => AddressClass::Multicast,
        // Protocol assignments with Teredo and ORCHID; documentation.
        [0x2001, 0..=0x01ff, ..] | [0x2001, 0x0db8, ..] | [0x3fff, 0..=0x0fff, ..] => AddressClass::Reserved,
        [0x2000..=0x3fff, ..] => AddressClass::Public,
        _ => AddressClass::Reserved,
    }
}

/// The IPv4 address inside: mapped, compatible, translated (NAT64, both prefixes), 6to4.
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let v4 = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    match address.segments() {
        // These two are addresses of IPv6's own.
        [0, 0, 0, 0, 0, 0, 0, 0 | 1] => None,
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low]
        | [0, 0, 0, 0, 0xffff, 0, high, low]
        | [0x0064, 0xff9b, 0, 0, 0, 0, high, low]
        | [0x0064, 0xff9b, 1, _, _, _, high, low]
        | [0x2002, high, low, ..] => Some(v4(high, low)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_range_has_its_class_at_both_ends() {
        use AddressClass::*;
        let cases: &[(AddressClass, &[&str])] = &[
            (Public, &["1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255"]),
            (Public, &["128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.0"]),
            (Public, &["192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255"]),
            (Public, &["2606:4700::1111", "2001:200::", "2a00::", "3ffe::1", "3fff:1000::"]),
            (
                Private,
                &["10.0.0.0", "10.255.255.255", "172.16.0.0", "172.31.255.255", "192.168.0.0", "192.168.255.255"],
            ),
            (
                Private,
                &["100.64.0.0", "100.127.255.255", "198.18.0.0", "198.19.255.255", "fc00::", "fdff::1", "fec0::1"],
            ),
            (Loopback, &["127.0.0.0", "127.0.0.1", "127.255.255.255", "::1"]),
            (LinkLocal, &["169.254.0.0", "169.254.169.254", "169.254.170.2", "169.254.255.255", "fe80::", "febf::1"]),
            (Metadata, &["100.100.100.200", "192.0.0.192", "168.63.129.16", "fd00:ec2::254", "fd00:ec2::23"]),
            (Metadata, &["fd20:ce::254"]),
            (Unspecified, &["0.0.0.0", "0.255.255.255", "::"]),
            (Multicast, &["224.0.0.0", "239.255.255.255", "ff02::1"]),
            (Broadcast, &["255.255.255.255"]),
            (Reserved, &["192.0.0.1", "192.0.2.1", "192.88.99.1", "198.51.100.1", "203.0.113.1", "240.0.0.0"]),
            (Reserved, &["255.255.255.254", "2001::1", "2001:10::1", "2001:db8::1", "3fff:fff::1", "100::1", "4000::"]),
            (Reserved, &["5f00::1", "1::", "64:ff9b:2::1"]),
        ];
        for (class, addresses) in cases {
            for address in *addresses {
                assert_eq!(AddressClass::of(address.parse().unwrap()), *class, "{address}");
            }
        }
    }

    #[test]
    fn an_address_in_an_address_is_what_the_inner_one_is() {
        let inner = [
            ("1.1.1.1", AddressClass::Public),
            ("10.0.0.1", AddressClass::Private),
            ("127.0.0.1", AddressClass::Loopback),
            ("169.254.169.254", AddressClass::LinkLocal),
            ("100.100.100.200", AddressClass::Metadata),
            ("224.0.0.1", AddressClass::Multicast),
        ];
        for (text, class) in inner {
            let [a, b, c, d] = text.parse::<Ipv4Addr>().unwrap().octets();
            let wrapped = [
                format!("::ffff:{text}"),
                format!("::ffff:0:{text}"),
                format!("::{text}"),
                format!("64:ff9b::{text}"),
                format!("64:ff9b:1::{text}"),
                format!("64:ff9b:1:7:8:9:{text}"),
                format!("2002:{a:02x}{b:02x}:{c:02x}{d:02x}::1"),
            ];
            for address in wrapped {
                assert_eq!(AddressClass::of(address.parse().unwrap()), class, "{address}");
            }
        }
    }

    #[test]
    fn home_reaches_its_own_network_and_nothing_reaches_metadata() {
        use AddressClass::*;
        for class in [Public, Private, Loopback, LinkLocal, Metadata, Unspecified, Multicast, Broadcast, Reserved] {
            assert_eq!(Reach::Home.allows(class), matches!(class, Public | Private | Loopback), "{class}");
            assert_eq!(Reach::Internet.allows(class), class == Public, "{class}");
        }
    }
}
