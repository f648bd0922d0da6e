/**
 * What many people choose, here and elsewhere, in lower case. A password is refused if it is one of these, with or without
 * digits and signs around it: `Password2026!!` is `password`.
 */
export const commonPasswords: ReadonlySet<string> = new Set([
  ...['password', 'passwort', 'passw', 'passwd', 'pass', 'pw', 'secret', 'letmein', 'welcome', 'changeme', 'default'],
  ...['admin', 'administrator', 'root', 'superuser', 'system', 'sysadmin', 'manager', 'operator', 'guest', 'user'],
  ...['test', 'testing', 'temp', 'temporary', 'demo', 'login', 'master', 'monkey', 'dragon', 'shadow', 'sunshine'],
  ...['princess', 'football', 'baseball', 'superman', 'batman', 'iloveyou', 'trustno', 'whatever', 'freedom', 'hello'],
  ...['helloworld', 'computer', 'internet', 'security', 'camera', 'monitor', 'video', 'hikvision', 'dahua', 'uniview'],
  ...['qwerty', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qazwsx', 'qazwsxedc', 'qazwsxedcrfv', 'asdfgh', 'zxcvbn'],
  ...['woaini', 'woaiwojia', 'mima', 'mimamima', 'nihao', 'nihaoma', 'zhongguo', 'shanxi', 'shaanxi', 'ankang', 'xian'],
  ...['ningshan', 'qinling', 'qinlinghub', 'zongzhi', 'zongzhizhongxin', 'gonganju', 'paichusuo', 'zhengfu', 'beijing'],
  ...['aini', 'baobao', 'laopo', 'laogong', 'wangyi', 'tencent', 'alibaba', 'huawei', 'xiaomi', 'weixin', 'china'],
  ...[
    '1qaz2wsx3edc',
    '1qaz2wsx3edc4rfv',
    'q1w2e3r4t5y6',
    '1q2w3e4r5t6y',
    'a1b2c3d4e5f6',
    'zaq12wsxcde3',
    '123qweasdzxc',
  ],
  ...['password1234', 'p@ssw0rd1234', 'p@ssword1234', 'passw0rd1234', 'abc123456789', 'a12345678910', 'aa1234567890'],
  ...['woaini1314520', '5201314520131', '520131452013', '147258369147', '123456123456', '123123123123', '110120119114'],
  ...['综治中心', '秦岭', '宁陕', '密码', '管理员', '公安局', '派出所'],
]);
