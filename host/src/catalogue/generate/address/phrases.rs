//! What people write around an address.

/// Digits, and the words that go around them, that are no part of the address.
pub(super) const ERRANDS: [&str; 10] = [
    "送前请电联，尾号0417",
    "放门卫室，取件码6-2-318",
    "周一至周五9点后送",
    "电话尾号2272，勿放快递柜",
    "共3件，需送货上门",
    "工作日18点后在家",
    "麻烦放3号柜，谢谢",
    "到了按1502门铃",
    "老人家住，请敲门两下",
    "家里有2只狗，别按铃",
];

/// What stands near an address. The place for the name of another community is marked by `{}`.
pub(super) const LANDMARKS: [&str; 24] = [
    "农贸市场对面",
    "小学斜对面",
    "公交站旁",
    "幼儿园隔壁",
    "派出所附近",
    "卫生服务中心后面",
    "地铁1号线古田二路站旁",
    "地铁1号线宗关站附近",
    "中学后门往东200米",
    "{}社区对面",
    "{}社区菜场旁边",
    "烟酒店楼上",
    "修车铺隔壁",
    "老粮站里面",
    "变电箱旁",
    "过桥左转第2个路口",
    "靠近江边",
    "早餐摊后面",
    "从{}社区过来右手边",
    "{}居委会楼后",
    "红绿灯往前50米",
    "药店和理发店中间",
    "原纺织厂宿舍院内",
    "507路终点站旁",
];

/// First halves of names of housing estates, some of them like names of communities.
pub(super) const ESTATE_NAMES: [&str; 12] =
    ["锦绣", "江景", "丽水", "阳光", "金色", "永利", "长宁", "学府", "荣华", "东方", "新合", "祥和"];

/// Second halves.
pub(super) const ESTATE_KINDS: [&str; 6] = ["花园", "小区", "家园", "苑", "公馆", "新村"];
